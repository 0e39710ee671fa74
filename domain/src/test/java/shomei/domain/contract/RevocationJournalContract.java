package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.journal.JournalLine;
import shomei.domain.journal.RevocationJournal;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;

public abstract class RevocationJournalContract {
  private final Random random = new Random(20261121);

  /// The journal, opened as by one more process each time; empty at first.
  protected abstract RevocationJournal open();

  @Test
  void whatWasNeverAddedIsNotThere() {
    assertThat(read(open())).isEmpty();
  }

  @Test
  void everyLineIsReadAsItWasAddedInTheOrderOfAdding() {
    List<JournalLine> lines = new ArrayList<>();
    lines.add(revoked(Optional.empty()));
    Arrays.stream(RevocationReason.values())
        .forEach(reason -> lines.add(revoked(Optional.of(reason))));
    lines.add(numbered(1));
    lines.add(numbered(Long.MAX_VALUE));
    RevocationJournal journal = open();
    journal.add(lines.subList(0, 1));
    journal.add(lines.subList(1, lines.size()));
    assertThat(read(journal)).isEqualTo(lines);
    assertThat(read(open())).isEqualTo(lines);
  }

  @Test
  void whatTwoAddAtTheSameTimeIsAllThere() throws InterruptedException {
    var journals = List.of(open(), open(), open());
    Parallel.run(
        9,
        i -> {
          for (int n = 0; n < 20; n++) {
            journals.get(i % 3).add(List.of(numbered(100 * i + n)));
          }
          return i;
        });
    assertThat(read(open())).hasSize(180).doesNotHaveDuplicates();
  }

  private JournalLine.Revoked revoked(Optional<RevocationReason> reason) {
    byte[] digest = new byte[32];
    random.nextBytes(digest);
    return new JournalLine.Revoked(
        Serial.draw(Instant.parse("2026-11-21T03:00:00Z"), random),
        new Shard(new IssuerId("midori-g1"), random.nextInt(3)),
        Given.MIDORI,
        Instant.parse("2027-11-21T23:59:59Z"),
        new Certificate.Revocation(Instant.parse("2026-11-21T03:00:00.123456Z"), reason),
        reason.filter(RevocationReason.KEY_COMPROMISE::equals).map(r -> Octets.of(digest)));
  }

  private static JournalLine numbered(long number) {
    return new JournalLine.Numbered(Shard.first(new IssuerId("midori-g1")), number);
  }

  private static List<JournalLine> read(RevocationJournal journal) {
    List<JournalLine> lines = new ArrayList<>();
    journal.read(lines::add);
    return lines;
  }
}
