package shomei.server.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import shomei.domain.journal.KeepJournal;
import shomei.domain.kernel.IssuerId;
import shomei.domain.status.CrlStatus;
import shomei.domain.status.RevocationList;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Shard;

/// CRLs that are published when the journal holds their number and all that they list.
public final class JournaledLists implements RevocationLists {
  private final RevocationLists lists;
  private final KeepJournal journal;

  public JournaledLists(RevocationLists lists, KeepJournal journal) {
    this.lists = lists;
    this.journal = journal;
  }

  @Override
  public boolean publish(RevocationList list) {
    journal.publish(list.shard(), list.number());
    return lists.publish(list);
  }

  @Override
  public Optional<RevocationList> latest(Shard shard) {
    return lists.latest(shard);
  }

  @Override
  public OptionalLong number(Shard shard) {
    return lists.number(shard);
  }

  @Override
  public List<CrlStatus> statuses() {
    return lists.statuses();
  }

  @Override
  public int open(IssuerId ca) {
    return lists.open(ca);
  }

  @Override
  public OptionalLong begin(Shard shard, Instant now, Duration patience) {
    return lists.begin(shard, now, patience);
  }

  @Override
  public boolean raise(Shard shard, long number, Instant now) {
    return lists.raise(shard, number, now);
  }
}
