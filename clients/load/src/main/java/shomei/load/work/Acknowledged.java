package shomei.load.work;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import shomei.load.wire.OperationFailure;

/// Every certificate that a client has in hand: the server must never know less.
public final class Acknowledged {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final int INTEGER = 0x02;
  private static final int VERSION = 0xa0;

  private final Queue<Certificate> certificates = new ConcurrentLinkedQueue<>();

  /// @param serial in hexadecimal
  /// @param fingerprint SHA-256 of the DER, in hexadecimal
  public record Certificate(String serial, String fingerprint) {}

  /// Notes the first certificate of a chain.
  ///
  /// @return its DER
  byte[] note(byte[] pem) throws OperationFailure {
    byte[] der = leaf(pem);
    certificates.add(new Certificate(serial(der), HexFormat.of().formatHex(sha256(der))));
    return der;
  }

  public Stream<Certificate> certificates() {
    return certificates.stream();
  }

  public int count() {
    return certificates.size();
  }

  private static byte[] leaf(byte[] pem) throws OperationFailure {
    String text = new String(pem, StandardCharsets.US_ASCII);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new OperationFailure("unreadable", "the chain holds no certificate");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
    } catch (IllegalArgumentException garbled) {
      throw new OperationFailure("unreadable", "the certificate is not PEM");
    }
  }

  /// Read where RFC 5280 §4.1 has it, since parsing the whole would cost more than the request:
  /// Certificate, TBSCertificate, version, serialNumber.
  static String serial(byte[] der) throws OperationFailure {
    try {
      int at = content(der, content(der, 0));
      if ((der[at] & 0xff) == VERSION) {
        at = content(der, at) + length(der, at);
      }
      if (der[at] != INTEGER) {
        throw new OperationFailure("unreadable", "no serial number");
      }
      int from = content(der, at);
      byte[] number = Arrays.copyOfRange(der, from, from + length(der, at));
      return new java.math.BigInteger(number).toString(16);
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException garbled) {
      throw new OperationFailure("unreadable", "the certificate is not DER");
    }
  }

  /// Where the content of the element at `at` begins.
  private static int content(byte[] der, int at) {
    return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
  }

  private static int length(byte[] der, int at) {
    if (der[at + 1] >= 0) {
      return der[at + 1];
    }
    int length = 0;
    for (int i = at + 2; i < content(der, at); i++) {
      length = length << 8 | der[i] & 0xff;
    }
    return length;
  }

  static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every Java platform has SHA-256", never);
    }
  }
}
