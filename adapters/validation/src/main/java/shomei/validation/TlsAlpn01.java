package shomei.validation;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import shomei.domain.kernel.Reason;

/// RFC 8737: under the ALPN protocol `acme-tls/1` the name serves a self-signed certificate for it
/// alone, whose critical acmeIdentifier extension is the digest of the key authorization.
final class TlsAlpn01 {
  private static final String PROTOCOL = "acme-tls/1";
  private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";
  private static final int DNS_NAME = 2;

  private final Connector connector;
  private final int port;

  TlsAlpn01(Connector connector, int port) {
    this.connector = connector;
    this.port = port;
  }

  void look(String name, String keyAuthorization) throws LookFailed {
    if (!holds(certificate(name), name, Dns01.sha256(keyAuthorization))) {
      throw new LookFailed(
          Reason.INCORRECT_RESPONSE,
          "the certificate of " + name + " does not answer the challenge");
    }
  }

  private X509Certificate certificate(String name) throws LookFailed {
    try (Socket plain = connector.connect(name, port);
        SSLSocket socket = connector.secure(plain, name, TlsAlpn01::offer)) {
      if (!PROTOCOL.equals(socket.getApplicationProtocol())) {
        throw new LookFailed(Reason.TLS, name + " does not speak " + PROTOCOL);
      }
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    } catch (SSLException e) {
      throw new LookFailed(Reason.TLS, name + " does not speak TLS with " + PROTOCOL);
    } catch (IOException e) {
      throw new LookFailed(Reason.CONNECTION, "no answer from %s port %d".formatted(name, port));
    }
  }

  private static void offer(SSLParameters parameters) {
    parameters.setApplicationProtocols(new String[] {PROTOCOL});
  }

  private static boolean holds(X509Certificate certificate, String name, byte[] digest) {
    try {
      Set<String> critical = certificate.getCriticalExtensionOIDs();
      certificate.verify(certificate.getPublicKey());
      return isForAlone(certificate, name)
          && critical != null
          && critical.contains(ACME_IDENTIFIER)
          && MessageDigest.isEqual(
              certificate.getExtensionValue(ACME_IDENTIFIER), nestedOctetString(digest));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// Names are compared without case (RFC 5280 §7.2).
  private static boolean isForAlone(X509Certificate certificate, String name)
      throws CertificateParsingException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names == null || names.size() != 1) {
      return false;
    }
    List<?> only = names.iterator().next();
    return only.getFirst().equals(DNS_NAME)
        && only.get(1) instanceof String text
        && text.equalsIgnoreCase(name);
  }

  /// The extension's value is an OCTET STRING in the one that every extension has.
  private static byte[] nestedOctetString(byte[] digest) {
    byte[] value = new byte[digest.length + 4];
    value[0] = 0x04;
    value[1] = (byte) (digest.length + 2);
    value[2] = 0x04;
    value[3] = (byte) digest.length;
    System.arraycopy(digest, 0, value, 4, digest.length);
    return value;
  }
}
