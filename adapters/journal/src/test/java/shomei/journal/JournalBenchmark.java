package shomei.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.certificate.Certificate;
import shomei.domain.journal.JournalLine;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;

/// What the journal's file costs: a write that is synced, and reading and checking all of it.
final class JournalBenchmark {
  private static final UUID DEPLOYMENT = new UUID(1, 2);
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final int WRITES = 2000;

  @TempDir Path folder;
  private final Random random = new Random(1);

  @Test
  void aWrite() throws IOException {
    try (var journal = new JournalFolder(folder, DEPLOYMENT)) {
      journal.add(List.of(line(0)));
      long start = System.nanoTime();
      for (int i = 0; i < WRITES; i++) {
        journal.add(List.of(line(i)));
      }
      System.out.printf(
          "one revocation, synced: %d µs%n", (System.nanoTime() - start) / 1000 / WRITES);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 1_000_000})
  void readingAll(int lines) throws IOException {
    try (var journal = new JournalFolder(folder, DEPLOYMENT)) {
      write(journal, lines);
      long start = System.nanoTime();
      journal.read(line -> {});
      System.out.printf(
          "%d lines read and checked: %d ms%n",
          lines, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
  }

  private void write(JournalFolder journal, int lines) {
    for (int i = 0; i < lines; i += 1000) {
      List<JournalLine> batch = new ArrayList<>();
      for (int j = 0; j < 1000; j++) {
        batch.add(line(i + j));
      }
      journal.add(batch);
    }
  }

  private JournalLine line(long at) {
    return new JournalLine.Revoked(
        Serial.draw(NOW, random),
        Shard.first(new IssuerId("kita-g1")),
        new InstitutionId("kita"),
        NOW.plus(Duration.ofDays(365)),
        new Certificate.Revocation(NOW.plusMillis(at), Optional.empty()),
        Optional.empty());
  }
}
