package shomei.pages.form;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import shomei.domain.kernel.Octets;
import shomei.web.http.HttpError;

/// Draws forms. Each has a number of its own, by which what it asks for is done once however often
/// it is sent (`SubmitOnce`).
public final class Forms {
  private static final int OCTETS = 16;

  private final RandomGenerator random;

  /// @param random unpredictable
  public Forms(RandomGenerator random) {
    this.random = random;
  }

  /// The number of a new one, in hexadecimal digits.
  public String draw() {
    byte[] form = new byte[OCTETS];
    random.nextBytes(form);
    return HexFormat.of().formatHex(form);
  }

  /// The number of one that was filled in.
  ///
  /// @param number as the page had it
  /// @throws HttpError 400 where no page of ours has drawn it
  public static Octets read(String number) {
    try {
      Octets form = Octets.ofHex(number);
      if (form.length() == OCTETS) {
        return form;
      }
    } catch (IllegalArgumentException unreadable) {
      // told below
    }
    throw HttpError.of(400, "The form is incomplete.");
  }
}
