package shomei.domain.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Signs checkpoints in words, as long as it is not away.
final class TestSeal implements CheckpointSigner, CheckpointReader {
  private static final String SIGNED = "signed";

  final List<IssuerId> by = new ArrayList<>();
  boolean away;

  @Override
  public Octets sign(IssuerId ca, Checkpoint checkpoint) {
    if (away) {
      throw new Refusal(Reason.UNAVAILABLE, "the token is away");
    }
    by.add(ca);
    Seal.Head head = checkpoint.head();
    return octets(
        String.join(
            " ",
            SIGNED,
            head.institution().value(),
            "" + head.number(),
            head.digest().hex(),
            checkpoint.at().toString()));
  }

  static Octets octets(String text) {
    return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Reading read(Octets cms) {
    String[] words = new String(cms.octets(), StandardCharsets.US_ASCII).split(" ");
    if (!words[0].equals(SIGNED)) {
      return new Reading.Bad("is not signed");
    }
    Seal.Head head =
        new Seal.Head(
            new InstitutionId(words[1]), Long.parseLong(words[2]), Octets.ofHex(words[3]));
    return new Reading.Good(new Checkpoint(head, Instant.parse(words[4])));
  }
}
