package shomei.pki.der;

import java.util.Arrays;

/// Tells DER from the rest of BER (X.690 §8, §10, §11), before a lenient parser sees it: definite
/// lengths in their shortest form, nothing behind the end, booleans of 0 or FF, integers without
/// idle octets, and no deeper than a request or certificate has reason to be.
///
/// The order inside SET OF is let pass: requests of well-known clients differ there.
public final class StrictDer {
  private static final int DEEPEST = 24;
  private static final int CONSTRUCTED = 0x20;
  private static final int HIGH_TAG = 0x1f;
  private static final int BOOLEAN = 1;
  private static final int INTEGER = 2;
  private static final int LONG_FORM = 0x80;
  private static final int LENGTH_OCTETS = 3;

  private final byte[] der;

  private StrictDer(byte[] der) {
    this.der = der;
  }

  /// Whether these octets are one DER value and nothing else.
  public static boolean is(byte[] octets) {
    StrictDer der = new StrictDer(octets);
    return octets.length > 0 && der.value(0, octets.length, 0) == octets.length;
  }

  /// The first value inside, in the octets that came: what a signature beside it is over, whatever
  /// order its sets are in. Encoded anew it could be others.
  ///
  /// @param octets a SEQUENCE that [#is] DER and has something in it
  public static byte[] first(byte[] octets) {
    int length = octets[1] & 0xff;
    int from = length < LONG_FORM ? 2 : 2 + length - LONG_FORM;
    return Arrays.copyOfRange(octets, from, new StrictDer(octets).value(from, octets.length, 1));
  }

  /// @return where the value ends, or -1 where it is no DER within these bounds
  private int value(int from, int end, int depth) {
    if (depth > DEEPEST || end - from < 2) {
      return -1;
    }
    int tag = der[from] & 0xff;
    if ((tag & HIGH_TAG) == HIGH_TAG) {
      return -1;
    }
    int content = from + 2;
    int length = der[from + 1] & 0xff;
    if (length >= LONG_FORM) {
      int octets = length - LONG_FORM;
      if (octets == 0 || octets > LENGTH_OCTETS || end - content < octets) {
        return -1;
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | der[content + i] & 0xff;
      }
      if (length < LONG_FORM || length >> (8 * (octets - 1)) == 0) {
        return -1;
      }
      content += octets;
    }
    if (length > end - content) {
      return -1;
    }
    boolean good =
        (tag & CONSTRUCTED) != 0
            ? values(content, content + length, depth + 1)
            : primitive(tag, content, length);
    return good ? content + length : -1;
  }

  private boolean values(int from, int end, int depth) {
    int at = from;
    while (at < end) {
      at = value(at, end, depth);
      if (at < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean primitive(int tag, int content, int length) {
    return switch (tag) {
      case BOOLEAN -> length == 1 && (der[content] == 0 || der[content] == -1);
      case INTEGER ->
          length == 1
              || length > 1
                  && !(der[content] == 0 && der[content + 1] >= 0)
                  && !(der[content] == -1 && der[content + 1] < 0);
      default -> true;
    };
  }
}
