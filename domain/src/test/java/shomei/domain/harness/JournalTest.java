package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.contract.Ports;
import shomei.domain.journal.JournalLine;
import shomei.domain.journal.KeepJournal;
import shomei.domain.journal.ReplayJournal;
import shomei.domain.journal.RevocationJournal;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.memory.Memory;
import shomei.domain.status.Shard;

/// A node's journal while another database takes over.
final class JournalTest {
  private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");
  private static final Shard SHARD = Shard.first(new IssuerId("kita-g1"));

  private final Random random = new Random(18);
  private final Memory memory = new Memory();
  private final Ports ports = memory.ports();
  private final InMemory journal = new InMemory();
  private final ReplayJournal replay =
      new ReplayJournal(ports.revocations(), ports.lists(), journal, () -> NOW);
  private final KeepJournal keep =
      KeepJournal.from(ports.revocations(), journal, () -> replay.replay());

  @Test
  void whatIsRevokedUnderANumberThatWasGivenBeforeIsKept() {
    JournalLine.Revoked first = revoke();
    JournalLine.Revoked second = revoke();
    keep.catchUp();
    memory.takenOver();
    JournalLine.Revoked third = revoke();
    keep.catchUp();
    JournalLine.Revoked fourth = revoke();
    keep.catchUp();
    assertThat(journal.lines).containsExactly(first, second, third, fourth);
  }

  @Test
  void aRevocationThatTheOtherDatabaseLacksIsMadeAgainWithTheNextLook() {
    JournalLine.Revoked lacking = line();
    journal.add(List.of(lacking));
    keep.catchUp();
    assertThat(known(lacking.serial())).isFalse();
    memory.takenOver();
    keep.catchUp();
    assertThat(known(lacking.serial())).isTrue();
  }

  /// It was made of what the other database knew.
  @Test
  void aCrlThatWasMadeBeforeTheComparisonIsNotPublished() {
    memory.takenOver();
    assertThatThrownBy(() -> keep.publish(SHARD, 7)).isInstanceOf(Refusal.class);
    assertThat(journal.lines).isEmpty();
    keep.publish(SHARD, 8);
    assertThat(journal.lines).containsExactly(new JournalLine.Numbered(SHARD, 8));
  }

  private boolean known(Serial serial) {
    return !ports.statuses().of(SHARD.ca(), List.of(serial)).isEmpty();
  }

  private JournalLine.Revoked revoke() {
    JournalLine.Revoked line = line();
    ports.revocations().replay(List.of(line), NOW);
    return line;
  }

  private JournalLine.Revoked line() {
    return new JournalLine.Revoked(
        Serial.draw(random),
        SHARD,
        new InstitutionId("kita"),
        NOW.plus(Duration.ofDays(30)),
        new Certificate.Revocation(NOW, Optional.empty()),
        Optional.empty());
  }

  private static final class InMemory implements RevocationJournal {
    final List<JournalLine> lines = new ArrayList<>();

    @Override
    public void add(List<JournalLine> more) {
      lines.addAll(more);
    }

    @Override
    public void read(Consumer<JournalLine> each) {
      List.copyOf(lines).forEach(each);
    }
  }
}
