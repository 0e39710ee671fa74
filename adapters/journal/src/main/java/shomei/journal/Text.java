package shomei.journal;

import java.time.Instant;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.journal.JournalLine;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.status.Shard;

/// A journal's line as text: words with a blank between, so that a person can read and search it.
///
/// ```
/// revoked SERIAL CA SHARD INSTITUTION NOT-AFTER REVOKED-AT REASON KEY
/// number CA SHARD NUMBER
/// ```
///
/// REASON and KEY are `-` where there is none.
final class Text {
  private static final String NONE = "-";

  private Text() {}

  static String write(JournalLine line) {
    return switch (line) {
      case JournalLine.Revoked revoked ->
          String.join(
              " ",
              "revoked",
              revoked.serial().hex(),
              revoked.shard().ca().value(),
              Integer.toString(revoked.shard().number()),
              revoked.institution().value(),
              revoked.notAfter().toString(),
              revoked.revocation().at().toString(),
              revoked.revocation().reason().map(Enum::name).orElse(NONE),
              revoked.barredKey().map(Octets::hex).orElse(NONE));
      case JournalLine.Numbered(var shard, var number) ->
          "number %s %d %d".formatted(shard.ca(), shard.number(), number);
    };
  }

  /// @throws RuntimeException where it is not one of ours
  static JournalLine read(String line) {
    String[] words = line.split(" ", -1);
    return switch (words[0] + words.length) {
      case "revoked9" ->
          new JournalLine.Revoked(
              new Serial(words[1]),
              shard(words[2], words[3]),
              new InstitutionId(words[4]),
              Instant.parse(words[5]),
              new Certificate.Revocation(
                  Instant.parse(words[6]), given(words[7]).map(RevocationReason::valueOf)),
              given(words[8]).map(Octets::ofHex));
      case "number4" ->
          new JournalLine.Numbered(shard(words[1], words[2]), Long.parseLong(words[3]));
      default -> throw new IllegalArgumentException("neither a revocation nor a number");
    };
  }

  private static Shard shard(String ca, String number) {
    return new Shard(new IssuerId(ca), Integer.parseInt(number));
  }

  private static Optional<String> given(String word) {
    return word.equals(NONE) ? Optional.empty() : Optional.of(word);
  }
}
