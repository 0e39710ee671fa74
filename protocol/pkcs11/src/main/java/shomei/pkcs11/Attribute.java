package shomei.pkcs11;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// An attribute of an object on a token (PKCS#11 v2.40 §4).
public final class Attribute {
  public static final long CKA_CLASS = 0x00;
  public static final long CKA_TOKEN = 0x01;
  public static final long CKA_PRIVATE = 0x02;
  public static final long CKA_LABEL = 0x03;
  public static final long CKA_VALUE = 0x11;
  public static final long CKA_CERTIFICATE_TYPE = 0x80;
  public static final long CKA_ISSUER = 0x81;
  public static final long CKA_SERIAL_NUMBER = 0x82;
  public static final long CKA_KEY_TYPE = 0x100;
  public static final long CKA_SUBJECT = 0x101;
  public static final long CKA_ID = 0x102;
  public static final long CKA_SENSITIVE = 0x103;
  public static final long CKA_WRAP = 0x106;
  public static final long CKA_SIGN = 0x108;
  public static final long CKA_VERIFY = 0x10A;
  public static final long CKA_MODULUS = 0x120;
  public static final long CKA_MODULUS_BITS = 0x121;
  public static final long CKA_PUBLIC_EXPONENT = 0x122;
  public static final long CKA_EXTRACTABLE = 0x162;
  public static final long CKA_EC_PARAMS = 0x180;
  public static final long CKA_EC_POINT = 0x181;

  public static final long CKO_CERTIFICATE = 1;
  public static final long CKO_PUBLIC_KEY = 2;
  public static final long CKO_PRIVATE_KEY = 3;
  public static final long CKO_SECRET_KEY = 4;
  public static final long CKC_X_509 = 0;
  public static final long CKK_RSA = 0x00;
  public static final long CKK_EC = 0x03;
  public static final long CKK_AES = 0x1F;

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

  public static Attribute ofFalse(long type) {
    return new Attribute(type, new byte[] {0});
  }

  long type() {
    return type;
  }

  byte[] value() {
    return value;
  }
}
