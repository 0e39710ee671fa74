package shomei.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import shomei.protocol.problem.ProblemException;

/// Base64url without padding, as RFC 7515 §2 and RFC 8555 §6.1 want it: one text for each octet
/// string.
public final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private Base64Url() {}

  public static String encode(byte[] octets) {
    return ENCODER.encodeToString(octets);
  }

  /// Decodes the one text that [#encode(byte[])] gives for its octets. Padding, the standard
  /// alphabet, white space and set trailing bits are refused: two texts for one value would let a
  /// signature or an account have two names.
  ///
  /// @param what names the value in the problem's detail, e.g. `payload`
  /// @throws ProblemException `malformed`
  public static byte[] decode(String text, String what) {
    try {
      byte[] octets = DECODER.decode(text.getBytes(StandardCharsets.UTF_8));
      if (encode(octets).equals(text)) {
        return octets;
      }
    } catch (IllegalArgumentException notBase64) {
      // said below, without the text: it may be a secret
    }
    throw ProblemException.malformed("'" + what + "' is not base64url without padding.");
  }
}
