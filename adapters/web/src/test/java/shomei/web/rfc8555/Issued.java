package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Serial;
import shomei.protocol.certid.CertId;
import shomei.protocol.json.Base64Url;

/// A certificate that a client has, with its key.
///
/// @param pem the chain as it was downloaded
record Issued(Client client, Answer order, KeyPair key, String pem) {

  /// Has names issued, of which the client's partner is vetted.
  static Issued by(Client client, String... names) {
    return finish(client, client.order("dns", names).has(201), Keys.p256(), List.of(names));
  }

  /// Proves a seat by its PIN and has a certificate issued.
  static Issued forSeat(Client client, String seat, ObjectNode response) {
    Answer order = client.order("subscriber", seat).has(201);
    client.post(challenge(client, order, "pin-01"), response).has(200);
    return finish(client, order, Keys.p256(), List.of());
  }

  static Issued finish(Client client, Answer order, KeyPair key, List<String> names) {
    ObjectNode payload = Client.object().put("csr", Base64Url.encode(Keys.csr(key, names)));
    Answer valid = client.post(order.text("finalize"), payload).has(200);
    assertThat(valid.text("status")).isEqualTo("valid");
    String pem = client.read(valid.text("certificate")).has(200).body();
    return new Issued(client, valid, key, pem);
  }

  /// The URL of the order's first challenge of that type.
  static String challenge(Client client, Answer order, String type) {
    String authorization = order.json().path("authorizations").get(0).textValue();
    for (var challenge : client.read(authorization).has(200).json().path("challenges")) {
      if (challenge.path("type").textValue().equals(type)) {
        return challenge.path("url").textValue();
      }
    }
    throw new AssertionError("no challenge " + type);
  }

  List<X509Certificate> chain() {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  X509Certificate leaf() {
    return chain().getFirst();
  }

  byte[] der() {
    try {
      return leaf().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// As revokeCert wants it.
  String encoded() {
    return Base64Url.encode(der());
  }

  Serial serial() {
    return Serial.of(leaf().getSerialNumber()).orElseThrow();
  }

  String certId() {
    byte[] keyId = client.edge.ca.keyId(SoftCa.issuer(client.institution)).octets();
    return CertId.of(keyId, leaf().getSerialNumber()).encoded();
  }

  AccountId accountId() {
    String url = client.account();
    return new AccountId(UUID.fromString(url.substring(url.lastIndexOf('/') + 1)));
  }
}
