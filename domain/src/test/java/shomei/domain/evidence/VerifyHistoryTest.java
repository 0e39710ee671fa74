package shomei.domain.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.contract.Ports;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.memory.Memory;

/// An exported history, and what somebody may have done to it. It has three seals with three
/// entries each, the second with a checkpoint, and an entry that is not sealed yet: `begin s1 1 2 3
/// s2 c2 4 5 6 s3 7 8 9 10 end`.
final class VerifyHistoryTest {
  private static final InstitutionId KITA = new InstitutionId("kita");
  private static final IssuerId CA = new IssuerId("kita-g1");
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final int S1 = 1;
  private static final int S2 = 5;
  private static final int C2 = 6;
  private static final int S3 = 10;

  private final TestSeal test = new TestSeal();
  private final List<Octets> kept = new ArrayList<>();
  private List<ExportLine> lines = new ArrayList<>();

  @BeforeEach
  void write() {
    Ports ports = new Memory().ports();
    for (int seal = 1; seal <= 3; seal++) {
      for (int i = 0; i < 3; i++) {
        ports.history().add(entry("order:" + seal + i));
      }
      ports.seals().seal(NOW, 10);
      if (seal == 2) {
        Seal.Head head = ports.seals().status(KITA).orElseThrow().latest();
        Octets signed = test.sign(CA, new Checkpoint(head, NOW));
        ports.seals().keep(KITA, new ExportLine.Signed(2, signed), NOW);
      }
    }
    ports.history().add(entry("order:new"));
    ports.seals().export(KITA, lines::add);
  }

  private static Entry entry(String subject) {
    return new Entry(NOW, KITA, Actor.system(), Act.ORDER_PLACED, subject, Map.of("a", "b"));
  }

  @Test
  void aWholeHistoryIsWhole() {
    assertThat(lines).hasSize(16);
    assertThat(summary()).isEqualTo(new VerifyHistory.Summary(9, 3, 1, 3, 1, Optional.of(NOW)));
    assertThat(findings()).isEmpty();
    keep(3);
    assertThat(summary().unsigned()).isZero();
    assertThat(findings()).isEmpty();
  }

  @Test
  void everyChangeToAnyFieldOfAnEntryIsFound() {
    Recorded e = entryAt(S2 + 2);
    for (Recorded bad :
        List.of(
            new Recorded(
                4, e.at().plusNanos(1000), KITA, e.actor(), e.act(), e.subject(), e.details()),
            new Recorded(4, e.at(), KITA, "operator:x", e.act(), e.subject(), e.details()),
            new Recorded(4, e.at(), KITA, e.actor(), "PIN_RESET", e.subject(), e.details()),
            new Recorded(4, e.at(), KITA, e.actor(), e.act(), "order:x", e.details()),
            new Recorded(4, e.at(), KITA, e.actor(), e.act(), e.subject(), Map.of("a", "c")),
            new Recorded(4, e.at(), KITA, e.actor(), e.act(), e.subject(), Map.of()),
            new Recorded(
                4, e.at(), KITA, e.actor(), e.act(), e.subject(), Map.of("a", "b", "c", "")))) {
      lines.set(S2 + 2, bad);
      assertThat(findings()).containsExactly(new Finding.Changed(4));
    }
  }

  @Test
  void whatWasTakenAwayIsNamed() {
    lines.remove(S2 + 3);
    assertThat(findings()).containsExactly(new Finding.Removed(5));
  }

  @Test
  void whatWasAddedIsNamed() {
    lines.add(S2 + 3, lines.get(S2 + 2));
    assertThat(findings()).containsExactly(new Finding.Added(4));
  }

  @Test
  void swappedEntriesAreNamed() {
    Collections.swap(lines, S2 + 2, S2 + 3);
    assertThat(findings()).containsExactly(new Finding.Misplaced(4));
  }

  @Test
  void aSealThatIsGoneIsNamedAndItsEntriesAreNotCalledWrong() {
    lines.remove(S1);
    assertThat(findings()).containsExactly(new Finding.SealsMissing(1, 1));
  }

  @Test
  void swappedSealsAreNamed() {
    List<ExportLine> other = new ArrayList<>(lines.subList(0, S1));
    other.addAll(lines.subList(S2, S3));
    other.addAll(lines.subList(S1, S2));
    other.addAll(lines.subList(S3, lines.size()));
    lines = other;
    assertThat(findings())
        .contains(new Finding.SealsMissing(1, 1), new Finding.SealMisplaced(1))
        .contains(new Finding.Misplaced(1), new Finding.Misplaced(2), new Finding.Misplaced(3));
  }

  @Test
  void aChainThatWasMadeAnewFailsAtItsCheckpoint() {
    forgeFrom(2);
    assertThat(findings()).containsExactly(new Finding.SealReplaced(2), new Finding.Unsigned());
  }

  /// This is what a checkpoint that was kept elsewhere is for.
  @Test
  void aChainThatWasMadeAnewAfterTheLastCheckpointFailsAtTheOneThatWasKept() {
    keep(3);
    forgeFrom(3);
    assertThat(findings()).containsExactly(new Finding.SealReplaced(3));
    kept.clear();
    assertThat(findings()).isEmpty();
  }

  @Test
  void aTailThatWasCutWithItsSealIsFoundByTheCheckpointThatWasKept() {
    keep(3);
    List<ExportLine> cut = new ArrayList<>(lines.subList(1, S3));
    cut.addFirst(new ExportLine.Begin(KITA, 6));
    cut.add(new ExportLine.End());
    lines = cut;
    assertThat(findings()).containsExactly(new Finding.TailCut(3));
    kept.clear();
    assertThat(findings()).isEmpty();
  }

  @Test
  void entriesThatWereCutFromTheEndOfTheirSealAreNamed() {
    lines.subList(S3 + 2, lines.size() - 1).clear();
    assertThat(findings()).containsExactly(new Finding.Removed(8), new Finding.Removed(9));
  }

  @Test
  void aSignatureThatWasExchangedIsNamed() {
    lines.set(C2, new ExportLine.Signed(2, TestSeal.octets("garbage")));
    assertThat(findings())
        .containsExactly(new Finding.CheckpointBad(2, "is not signed"), new Finding.Unsigned());
    Seal.Head other = new Seal.Head(KITA, 2, Seal.NONE);
    lines.set(C2, new ExportLine.Signed(2, test.sign(CA, new Checkpoint(other, NOW))));
    assertThat(findings()).containsExactly(new Finding.SealReplaced(2), new Finding.Unsigned());
  }

  @Test
  void aHistoryWithoutAnyCheckpointIsNotProven() {
    lines.remove(C2);
    assertThat(findings()).containsExactly(new Finding.Unsigned());
  }

  @Test
  void anotherInstitutionsSealsAndCheckpointsDoNotBelongHere() {
    Seal.Head other = new Seal.Head(new InstitutionId("minami"), 2, Seal.NONE);
    kept.add(test.sign(CA, new Checkpoint(other, NOW)));
    assertThat(findings()).contains(new Finding.Foreign(KITA));
  }

  @Test
  void aFileThatEndsTooEarlyIsCut() {
    lines.removeLast();
    assertThat(findings()).containsExactly(new Finding.FileCut());
    lines.removeFirst();
    assertThat(findings()).containsExactly(new Finding.FileCut(), new Finding.FileCut());
  }

  @Test
  void nothingStandsBehindTheEnd() {
    lines.add(new ExportLine.Begin(KITA, 0));
    assertThat(findings()).containsExactly(new Finding.FileCut());
    lines.set(lines.size() - 1, lines.get(S3 + 4));
    assertThat(findings()).containsExactly(new Finding.FileCut(), new Finding.Added(10));
  }

  @Test
  void everyFindingReadsAsASentence() {
    for (Finding finding :
        List.of(
            new Finding.Changed(7),
            new Finding.SealsMissing(2, 2),
            new Finding.SealsMissing(2, 4),
            new Finding.CheckpointBad(3, "is not signed"),
            new Finding.TailCut(9))) {
      assertThat(finding.text()).matches("[a-z].*(7|2|4|3|9).*[a-z]");
    }
  }

  /// Anybody can reckon digests.
  private void forgeFrom(long number) {
    Optional<Seal.Head> previous = Optional.empty();
    for (int at : List.of(S1, S2, S3)) {
      Seal seal = (Seal) lines.get(at);
      if (seal.number() == number) {
        Recorded gone = entryAt(at + (number == 2 ? 2 : 1));
        lines.remove(gone);
        TreeMap<Long, Octets> leaves = new TreeMap<>(seal.leaves());
        leaves.remove(gone.id());
        seal =
            Seal.over(
                KITA,
                previous,
                seal.through(),
                seal.at(),
                lines.stream()
                    .filter(Recorded.class::isInstance)
                    .map(Recorded.class::cast)
                    .filter(e -> leaves.containsKey(e.id()))
                    .toList());
        lines.set(at, seal);
        if (number == 2) {
          Seal last = (Seal) lines.get(S3 - 1);
          List<Recorded> rest = List.of(entryAt(S3), entryAt(S3 + 1), entryAt(S3 + 2));
          lines.set(
              S3 - 1, Seal.over(KITA, Optional.of(seal.head()), last.through(), last.at(), rest));
        }
        return;
      }
      previous = Optional.of(seal.head());
    }
  }

  private void keep(long number) {
    Seal seal = (Seal) lines.get(number == 3 ? S3 : S2);
    kept.add(test.sign(CA, new Checkpoint(seal.head(), NOW.plus(Duration.ofHours(1)))));
  }

  private Recorded entryAt(int line) {
    return (Recorded) lines.get(line);
  }

  private VerifyHistory.Summary summary() {
    return verified(new ArrayList<>());
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    verified(findings);
    return findings;
  }

  private VerifyHistory.Summary verified(List<Finding> findings) {
    var verify = new VerifyHistory(test, findings::add);
    kept.forEach(verify::expect);
    lines.forEach(verify::take);
    return verify.end();
  }
}
