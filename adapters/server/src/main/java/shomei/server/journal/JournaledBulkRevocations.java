package shomei.server.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shomei.domain.history.Entry;
import shomei.domain.journal.KeepJournal;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.revocation.BulkRevocation;
import shomei.domain.revocation.BulkRevocations;

/// Bulk revocations of which each batch is acknowledged when the journal holds it too.
public final class JournaledBulkRevocations implements BulkRevocations {
  private final BulkRevocations revocations;
  private final KeepJournal journal;

  public JournaledBulkRevocations(BulkRevocations revocations, KeepJournal journal) {
    this.revocations = revocations;
    this.journal = journal;
  }

  @Override
  public List<Serial> revokeNext(BulkRevocation bulk, int limit, Instant now) {
    List<Serial> revoked = revocations.revokeNext(bulk, limit, now);
    journal.catchUp();
    return revoked;
  }

  @Override
  public long count(InstitutionId institution, Optional<IssuerId> issuer, Instant now) {
    return revocations.count(institution, issuer, now);
  }

  @Override
  public BulkRevocation begin(BulkRevocation wanted, Entry entry) {
    return revocations.begin(wanted, entry);
  }

  @Override
  public Optional<BulkRevocation> find(BulkRevocation.Id id) {
    return revocations.find(id);
  }

  @Override
  public List<BulkRevocation> underWay() {
    return revocations.underWay();
  }

  @Override
  public List<BulkRevocation> of(InstitutionId institution) {
    return revocations.of(institution);
  }

  @Override
  public boolean end(BulkRevocation.Id id, Instant now, Entry entry) {
    return revocations.end(id, now, entry);
  }
}
