package shomei.domain.credential;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// A PIN in the clear, held for as long as it takes to judge or keep it. It has no text form, so it
/// cannot slip into a log, an exception or the history.
public final class Pin {
  private final char[] digits;

  private Pin(char[] digits) {
    this.digits = digits;
  }

  /// A PIN as given for a try: of whatever form, so that the form's rule tells a guesser nothing.
  public static Pin attempt(String text) {
    return new Pin(text.toCharArray());
  }

  /// A PIN as chosen: letters and digits, as many as the policy wants.
  ///
  /// @throws Refusal MALFORMED where it breaks that rule
  public static Pin choose(String text, Policy.Pins rule) {
    return attempt(text).requireForm(rule);
  }

  /// @return this PIN
  /// @throws Refusal MALFORMED where it has other characters than letters and digits, or not as
  ///   many as the policy wants
  public Pin requireForm(Policy.Pins rule) {
    boolean plain = true;
    for (char c : digits) {
      plain &= c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
    if (!plain || digits.length < rule.shortest() || digits.length > rule.longest()) {
      throw new Refusal(
          Reason.MALFORMED,
          "a PIN has %d to %d letters or digits".formatted(rule.shortest(), rule.longest()));
    }
    return this;
  }

  /// A copy in the clear as UTF-8, for the verifier alone, which wipes it after use.
  public byte[] utf8() {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(digits));
    byte[] text = new byte[encoded.remaining()];
    encoded.get(text);
    encoded.clear().put(new byte[encoded.capacity()]);
    return text;
  }

  public boolean sameAs(Pin other) {
    return Arrays.equals(digits, other.digits);
  }

  @Override
  public String toString() {
    return "Pin[…]";
  }
}
