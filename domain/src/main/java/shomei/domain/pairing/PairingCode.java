package shomei.domain.pairing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// The code by which a tool finds the page that waits for it: 8 characters out of 32, without those
/// that look alike (0, 1, I, O).
///
/// *Threat:* codes are guessed. *Answer:* 40 bits, ten minutes, one use, five tries a network and
/// account in that time ([AwaitPage]); and what is found has no authority. *Threat:* a copy of the
/// database. *Answer:* it holds digests, and a code is dead before its 2⁴⁰ are tried.
public final class PairingCode {
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 8;
  private static final Pattern FORM = Pattern.compile("[A-HJ-NP-Z2-9]{8}");

  private final String code;

  private PairingCode(String code) {
    this.code = code;
  }

  /// @param random unpredictable
  static PairingCode draw(RandomGenerator random) {
    StringBuilder drawn = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      drawn.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new PairingCode(drawn.toString());
  }

  /// Reads what a person typed: letter case, blanks and hyphens do not matter.
  ///
  /// @return empty where it cannot be one
  public static Optional<PairingCode> read(String typed) {
    String bare = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return FORM.matcher(bare).matches() ? Optional.of(new PairingCode(bare)) : Optional.empty();
  }

  /// As it stands in links.
  public String bare() {
    return code;
  }

  /// As people read it.
  public String shown() {
    return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
  }

  /// What is kept of it.
  Octets digest(InstitutionId institution) {
    return Octets.of((institution + "/" + code).getBytes(StandardCharsets.UTF_8)).sha256();
  }

  /// Not the code: it belongs on the page that shows it and nowhere else.
  @Override
  public String toString() {
    return "PairingCode";
  }
}
