package shomei.validation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.ssl.SSLContexts;
import shomei.domain.kernel.Reason;

/// RFC 8737: under the ALPN protocol `acme-tls/1` the name serves a self-signed certificate for it
/// alone, whose critical acmeIdentifier extension is the digest of the key authorization.
final class TlsAlpn01 {
  private static final String PROTOCOL = "acme-tls/1";
  private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";
  private static final int DNS_NAME = 2;

  private final Dns dns;
  private final AddressGuard guard;
  private final ValidationSettings settings;
  private final SSLContext tls;

  TlsAlpn01(Dns dns, AddressGuard guard, ValidationSettings settings) {
    this.dns = dns;
    this.guard = guard;
    this.settings = settings;
    try {
      // whom the certificate comes from does not matter; what it says is checked below
      this.tls = SSLContexts.custom().loadTrustMaterial((chain, type) -> true).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks TLS", e);
    }
  }

  void look(String name, String keyAuthorization) throws LookFailed {
    List<InetAddress> addresses = dns.addresses(name);
    for (InetAddress address : addresses) {
      guard.check(address);
    }
    X509Certificate certificate = certificate(name, addresses.getFirst());
    if (!holds(certificate, name, Dns01.sha256(keyAuthorization))) {
      throw new LookFailed(
          Reason.INCORRECT_RESPONSE,
          "the certificate of " + name + " does not answer the challenge");
    }
  }

  private X509Certificate certificate(String name, InetAddress address) throws LookFailed {
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, settings.tlsAlpnPort()), timeout);
      plain.setSoTimeout(timeout);
      try (SSLSocket socket =
          (SSLSocket)
              tls.getSocketFactory().createSocket(plain, name, settings.tlsAlpnPort(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {PROTOCOL});
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!PROTOCOL.equals(socket.getApplicationProtocol())) {
          throw new LookFailed(Reason.TLS, name + " does not speak " + PROTOCOL);
        }
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
      }
    } catch (SSLException e) {
      throw new LookFailed(Reason.TLS, name + " does not speak TLS with " + PROTOCOL);
    } catch (IOException e) {
      throw new LookFailed(
          Reason.CONNECTION, "no answer from %s port %d".formatted(name, settings.tlsAlpnPort()));
    }
  }

  private static boolean holds(X509Certificate certificate, String name, byte[] digest) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      boolean forNameAlone =
          names != null
              && names.size() == 1
              && names.iterator().next().equals(List.of(DNS_NAME, name));
      boolean critical = certificate.getCriticalExtensionOIDs().contains(ACME_IDENTIFIER);
      certificate.verify(certificate.getPublicKey());
      return forNameAlone
          && critical
          && MessageDigest.isEqual(
              certificate.getExtensionValue(ACME_IDENTIFIER), nestedOctetString(digest));
    } catch (GeneralSecurityException e) {
      return false;
    }
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
