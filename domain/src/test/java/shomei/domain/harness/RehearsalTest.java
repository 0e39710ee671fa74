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
import shomei.domain.journal.RehearseRestore;
import shomei.domain.journal.RevocationJournal;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.memory.Memory;
import shomei.domain.status.Shard;

/// A restore that is tried where nobody uses it.
final class RehearsalTest {
  private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");

  private final Random random = new Random(18);
  private final Memory live = new Memory();
  private final Ports inUse = live.ports();
  private final Ports copy = live.anotherOfTheSameDeployment().ports();
  private final List<JournalLine> journal = new ArrayList<>();

  @Test
  void whatTheBackupDoesNotKnowTheJournalMakesAgain() {
    revoke(inUse, line(), copy);
    JournalLine.Revoked late = line();
    revoke(inUse, late);
    journal.add(late);
    assertThat(rehearsed()).isEqualTo(new RehearseRestore.Outcome(0, 1));
  }

  @Test
  void whatNeitherKnowsWouldBeGoodAgain() {
    revoke(inUse, line());
    assertThat(rehearsed()).isEqualTo(new RehearseRestore.Outcome(1, 0));
  }

  @Test
  void theJournalIsReadAndNoMore() {
    revoke(copy, line());
    rehearsed();
    assertThat(journal).isEmpty();
  }

  @Test
  void aBackupOfAnotherServersDatabaseIsRefused() {
    assertThatThrownBy(() -> over(new Memory().ports()).rehearse())
        .isInstanceOf(IllegalStateException.class);
  }

  private RehearseRestore.Outcome rehearsed() {
    return over(copy).rehearse();
  }

  private RehearseRestore over(Ports restored) {
    return new RehearseRestore(
        inUse.revocations(), restored.revocations(), restored.lists(), new Reading(), () -> NOW);
  }

  private static void revoke(Ports first, JournalLine.Revoked line, Ports... more) {
    first.revocations().replay(List.of(line), NOW);
    for (Ports ports : more) {
      ports.revocations().replay(List.of(line), NOW);
    }
  }

  private JournalLine.Revoked line() {
    return new JournalLine.Revoked(
        Serial.draw(random),
        Shard.first(new IssuerId("kita-g1")),
        new InstitutionId("kita"),
        NOW.plus(Duration.ofDays(30)),
        new Certificate.Revocation(NOW, Optional.empty()),
        Optional.empty());
  }

  private final class Reading implements RevocationJournal {
    @Override
    public void add(List<JournalLine> lines) {
      journal.addAll(lines);
    }

    @Override
    public void read(Consumer<JournalLine> each) {
      List.copyOf(journal).forEach(each);
    }
  }
}
