package shomei.protocol.certid;

import java.math.BigInteger;
import java.util.Arrays;
import shomei.protocol.json.Base64Url;
import shomei.protocol.problem.ProblemException;

/// Names a certificate by its issuer's key and its serial number (RFC 9773 §4.1), in `renewalInfo`
/// addresses and in `replaces`.
///
/// @param authorityKeyIdentifier octets of the keyIdentifier in the certificate's AKI extension, in
///   base64url
/// @param serialNumber positive (RFC 5280 §4.1.2.2)
public record CertId(String authorityKeyIdentifier, BigInteger serialNumber) {

  private static final int MAX_SERIAL_OCTETS = 20;
  private static final int MAX_IDENTIFIER_OCTETS = 64;

  public CertId {
    if (serialNumber.signum() <= 0) {
      throw new IllegalArgumentException("a serial number is positive");
    }
  }

  public static CertId of(byte[] authorityKeyIdentifier, BigInteger serialNumber) {
    return new CertId(Base64Url.encode(authorityKeyIdentifier), serialNumber);
  }

  /// @throws ProblemException `malformed`, for anything that [#encoded()] cannot give: so a
  ///   certificate has one name
  public static CertId parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 2) {
      throw malformed();
    }
    byte[] identifier = Base64Url.decode(parts[0], "certID");
    byte[] serial = Base64Url.decode(parts[1], "certID");
    if (identifier.length == 0
        || identifier.length > MAX_IDENTIFIER_OCTETS
        || serial.length == 0
        || serial.length > MAX_SERIAL_OCTETS + 1) {
      throw malformed();
    }
    BigInteger number = new BigInteger(serial);
    if (number.signum() <= 0 || !Arrays.equals(number.toByteArray(), serial)) {
      throw malformed();
    }
    return new CertId(parts[0], number);
  }

  /// The octets of a DER INTEGER: a leading 00 stays where the first bit would be a sign.
  public String encoded() {
    return authorityKeyIdentifier + "." + Base64Url.encode(serialNumber.toByteArray());
  }

  @Override
  public String toString() {
    return encoded();
  }

  private static ProblemException malformed() {
    return ProblemException.malformed(
        "A certID is the authority key identifier and the DER serial number in base64url, with a dot between.");
  }
}
