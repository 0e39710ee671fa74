package shomei.pkcs11;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// An attribute of an object on a token (PKCS#11 v2.40 §4).
public final class Attribute {
  public static final long CKA_CLASS = 0x00;
  public static final long CKA_TOKEN = 0x01;
  public static final long CKA_LABEL = 0x03;
  public static final long CKA_VALUE = 0x11;
  public static final long CKA_CERTIFICATE_TYPE = 0x80;
  public static final long CKA_ISSUER = 0x81;
  public static final long CKA_SERIAL_NUMBER = 0x82;
  public static final long CKA_SUBJECT = 0x101;
  public static final long CKA_ID = 0x102;

  public static final long CKO_CERTIFICATE = 1;
  public static final long CKC_X_509 = 0;

  private final long type;
  private final byte[] value;

  private Attribute(long type, byte[] value) {
    this.type = type;
    this.value = value;
  }

  public static Attribute of(long type, byte[] value) {
    return new Attribute(type, value.clone());
  }

  /// @param value becomes UTF-8
  public static Attribute of(long type, String value) {
    return new Attribute(type, value.getBytes(StandardCharsets.UTF_8));
  }

  public static Attribute ofNumber(long type, long value) {
    byte[] octets = new byte[Abi.ULONG];
    Abi.putUlong(MemorySegment.ofArray(octets), 0, value);
    return new Attribute(type, octets);
  }

  public static Attribute ofTrue(long type) {
    return new Attribute(type, new byte[] {1});
  }

  long type() {
    return type;
  }

  byte[] value() {
    return value;
  }
}
