package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.evidence.CheckpointReader;
import shomei.domain.evidence.ExportLine;
import shomei.domain.evidence.Finding;
import shomei.domain.evidence.Recorded;
import shomei.domain.evidence.Seal;
import shomei.domain.evidence.Seals;
import shomei.domain.evidence.VerifyHistory;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;

public abstract class SealsContract extends PortContract {
  private static final int ALL = 1000;
  private static final InstitutionId HOSHI = new InstitutionId("hoshi");
  private static final InstitutionId TSUKI = new InstitutionId("tsuki");

  /// Putting institutions is in the history too, twice.
  @BeforeEach
  final void sealWhatWasGiven() {
    assertThat(seals().seal(NOW, ALL)).isEqualTo(2);
  }

  @Test
  void nothingIsSealedWhereNothingWasAdded() {
    assertThat(seals().seal(NOW, ALL)).isZero();
    assertThat(seals().status(HOSHI)).isEmpty();
    assertThat(seals().unsealedSince()).isEmpty();
    assertThat(exported(HOSHI))
        .containsExactly(new ExportLine.Begin(HOSHI, 2), new ExportLine.End());
  }

  @Test
  void everyEntryIsSealedOnceInTheOrderOfTheChain() {
    add("a", "b", "c");
    assertThat(seals().seal(NOW, ALL)).isEqualTo(3);
    assertThat(seals().seal(NOW, ALL)).isZero();
    add("d");
    assertThat(seals().seal(NOW.plusSeconds(1), ALL)).isOne();
    List<Seal> chain = exportedSeals(HOSHI);
    assertThat(chain).extracting(Seal::number).containsExactly(1L, 2L);
    assertThat(chain).extracting(seal -> seal.leaves().size()).containsExactly(3, 1);
    assertThat(chain.get(1).previous()).isEqualTo(chain.get(0).digest());
    assertThat(chain.get(1).at()).isEqualTo(NOW.plusSeconds(1));
    assertThat(findings(HOSHI)).isEmpty();
  }

  @Test
  void nextToMuchWorkOnlyTheLimitIsDone() {
    add("a", "b", "c", "d", "e");
    assertThat(seals().seal(NOW, 2)).isEqualTo(2);
    assertThat(seals().seal(NOW, 2)).isEqualTo(2);
    assertThat(seals().seal(NOW, 2)).isOne();
    assertThat(exportedSeals(HOSHI)).hasSize(3);
    assertThat(findings(HOSHI)).isEmpty();
  }

  @Test
  void eachInstitutionHasAChainOfItsOwnAndAnExportShowsNoOthers() {
    add("a");
    ports
        .history()
        .add(new Entry(NOW, TSUKI, Actor.system(), Act.ORDER_PLACED, "order:9", Map.of()));
    add("b");
    seals().seal(NOW, ALL);
    assertThat(exportedSeals(HOSHI)).singleElement().matches(seal -> seal.leaves().size() == 2);
    assertThat(exportedSeals(TSUKI)).singleElement().matches(seal -> seal.number() == 1);
    assertThat(exported(HOSHI).toString()).doesNotContain("tsuki").doesNotContain("order:9");
    assertThat(findings(HOSHI)).isEmpty();
    assertThat(findings(TSUKI)).isEmpty();
  }

  @Test
  void anExportTellsWhatIsNotSealedYet() {
    add("a");
    seals().seal(NOW, ALL);
    ports.history().add(entry(NOW.plusSeconds(7), HOSHI, "b"));
    assertThat(seals().unsealedSince()).contains(NOW.plusSeconds(7));
    List<ExportLine> lines = exported(HOSHI);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(3)).isInstanceOf(Recorded.class);
    List<Finding> findings = new ArrayList<>();
    assertThat(verify(lines, findings).unsealed()).isOne();
    assertThat(findings).containsExactly(new Finding.Unsigned());
  }

  @Test
  void detailsInAnyScriptAreSealedAsTheyAreKept() {
    ports
        .history()
        .add(
            new Entry(
                NOW.plusNanos(123_456_000),
                HOSHI,
                Actor.of("operator:花子", Map.of()),
                Act.PARTNER_PUT,
                "partner:1",
                Map.of("name", "\"引用\" \\ 名\n", "", "空", "z", "", "😀", "\uFF5E")));
    seals().seal(NOW, ALL);
    assertThat(findings(HOSHI)).isEmpty();
  }

  @Test
  void thoseWhoSealAtOnceMakeOneChain() throws InterruptedException {
    Parallel.run(
        8,
        i -> {
          add("a" + i, "b" + i);
          return seals().seal(NOW, ALL);
        });
    while (seals().seal(NOW, ALL) > 0) {
      assertThat(findings(HOSHI)).isEmpty();
    }
    assertThat(exportedSeals(HOSHI).stream().mapToInt(seal -> seal.leaves().size()).sum())
        .isEqualTo(16);
    assertThat(findings(HOSHI)).isEmpty();
  }

  @Test
  void aCheckpointIsKeptOnceAndStandsBehindItsSeal() {
    add("a");
    seals().seal(NOW, ALL);
    Seal seal = exportedSeals(HOSHI).getFirst();
    assertThat(seals().status(HOSHI))
        .contains(new Seals.Status(seal.head(), Optional.empty(), Optional.of(NOW)));
    ExportLine.Signed first = new ExportLine.Signed(1, given.octets(500));
    seals().keep(HOSHI, first, NOW.plusSeconds(1));
    seals().keep(HOSHI, new ExportLine.Signed(1, given.octets(500)), NOW.plusSeconds(2));
    assertThat(seals().checkpoints(HOSHI)).containsExactly(first);
    assertThat(seals().checkpoints(TSUKI)).isEmpty();
    assertThat(exported(HOSHI).subList(1, 3)).containsExactly(seal, first);
    assertThat(seals().status(HOSHI))
        .contains(new Seals.Status(seal.head(), Optional.of(NOW.plusSeconds(1)), Optional.empty()));
    add("b");
    seals().seal(NOW.plusSeconds(3), ALL);
    add("c");
    seals().seal(NOW.plusSeconds(4), ALL);
    assertThat(seals().status(HOSHI).orElseThrow().unsignedSince()).contains(NOW.plusSeconds(3));
  }

  private void add(String... subjects) {
    for (String subject : subjects) {
      ports.history().add(entry(NOW, HOSHI, subject));
    }
  }

  private static Entry entry(Instant at, InstitutionId institution, String subject) {
    return new Entry(
        at, institution, Actor.system(), Act.ORDER_PLACED, subject, Map.of("why", "test"));
  }

  private Seals seals() {
    return ports.seals();
  }

  private List<ExportLine> exported(InstitutionId institution) {
    List<ExportLine> lines = new ArrayList<>();
    seals().export(institution, lines::add);
    return lines;
  }

  private List<Seal> exportedSeals(InstitutionId institution) {
    return exported(institution).stream()
        .filter(Seal.class::isInstance)
        .map(Seal.class::cast)
        .toList();
  }

  /// But for checkpoints, which nobody signs here.
  private List<Finding> findings(InstitutionId institution) {
    List<Finding> findings = new ArrayList<>();
    verify(exported(institution), findings);
    return findings.stream().filter(finding -> !finding.equals(new Finding.Unsigned())).toList();
  }

  private static VerifyHistory.Summary verify(List<ExportLine> lines, List<Finding> findings) {
    VerifyHistory verify =
        new VerifyHistory(
            cms -> new CheckpointReader.Reading.Bad("is not asked for"), findings::add);
    lines.forEach(verify::take);
    return verify.end();
  }
}
