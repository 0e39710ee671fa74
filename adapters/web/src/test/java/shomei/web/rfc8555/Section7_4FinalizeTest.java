package shomei.web.rfc8555;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;

/// RFC 8555 §7.4, finalize, and §7.4.2, the certificate.
final class Section7_4FinalizeTest {
  @RegisterExtension static final Edge edge = new Edge();

  private final Setup setup = new Setup(edge);
  private final Client client = setup.partner("kita", "good.example", true);
  private final KeyPair key = Keys.p256();

  @Test
  @Requirement("FIN-01")
  void anOrderThatIsNotReadyIsNotFinalized() {
    Client unproven = setup.partner("kita", "other.example", false);
    Answer order = unproven.order("dns", "www.other.example").has(201);
    unproven
        .post(
            order.text("finalize"),
            Client.object()
                .put("csr", Base64Url.encode(Keys.csr(key, List.of("www.other.example")))))
        .isProblem(403, "orderNotReady");
    assertThat(unproven.read(order.location()).text("status")).isEqualTo("pending");
  }

  @Test
  @Requirement({"FIN-02", "FIN-10", "ORD-02", "CRT-09"})
  void aGoodRequestMakesTheOrderValidOnce() {
    Answer order = client.order("dns", "www.good.example").has(201);
    assertThat(order.text("status")).isEqualTo("ready");
    Answer valid = finish(order, "www.good.example").has(200);
    assertThat(valid.location()).isEqualTo(order.location());
    assertThat(valid.text("status")).isEqualTo("valid");
    assertThat(valid.text("certificate")).startsWith(client.url("certificate/"));
    assertThat(valid.json().has("expires")).isTrue();
    int signatures = edge.ca.signatures.get();
    finish(order, "www.good.example").isProblem(403, "orderNotReady");
    assertThat(edge.ca.signatures).hasValue(signatures);
    assertThat(client.read(order.location()).body()).isEqualTo(valid.body());
  }

  @Test
  @Requirement({"FIN-03", "FIN-09", "FIN-13"})
  void aRequestForOtherNamesIsRefusedAndABetterOneSucceeds() {
    Answer order = client.order("dns", "a.good.example", "b.good.example").has(201);
    finish(order, "a.good.example").isProblem(400, "badCSR");
    finish(order, "a.good.example", "b.good.example", "c.good.example").isProblem(400, "badCSR");
    finish(order, "a.good.example", "c.good.example").isProblem(400, "badCSR");
    finish(order).isProblem(400, "badCSR");
    assertThat(client.read(order.location()).text("status")).isEqualTo("ready");
    finish(order, "B.GOOD.example", "a.good.example").has(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"csr\":null}",
        "{\"csr\":1}",
        "{\"csr\":\"\"}",
        "{\"csr\":\"AAAA\"}",
        "{\"csr\":\"AA==\"}",
        "{\"csr\":\"a+b/\"}",
        "{\"csr\":\"-----BEGIN CERTIFICATE REQUEST-----\"}",
        "[]"
      })
  @Requirement("FIN-05")
  void whatIsNoRequestIsRefused(String payload) {
    Answer order = client.order("dns", "www.good.example").has(201);
    Answer answer = client.post(order.text("finalize"), payload);
    answer.has(400);
    assertThat(answer.text("type")).matches(".*:(badCSR|malformed)");
    assertThat(client.read(order.location()).text("status")).isEqualTo("ready");
  }

  @Test
  @Requirement("FIN-05")
  void aPaddedOrStandardOrPemRequestIsRefused() {
    Answer order = client.order("dns", "www.good.example").has(201);
    byte[] der = Keys.csr(key, List.of("www.good.example"));
    String mime = Base64.getMimeEncoder().encodeToString(der);
    String pem =
        "-----BEGIN CERTIFICATE REQUEST-----\n" + mime + "\n-----END CERTIFICATE REQUEST-----";
    for (String csr : new String[] {mime, pem, Base64Url.encode(der) + "="}) {
      client
          .post(order.text("finalize"), Client.object().put("csr", csr))
          .isProblem(400, "malformed");
    }
  }

  @Test
  @Requirement({"FIN-06", "FIN-07"})
  void aForgedRequestAndTheAccountsOwnKeyAreRefused() {
    Answer order = client.order("dns", "www.good.example").has(201);
    byte[] der = Keys.csr(key, List.of("www.good.example"));
    der[der.length - 1] ^= 1;
    send(order, der).isProblem(400, "badCSR");
    send(order, Keys.csr(client.keys, List.of("www.good.example"))).isProblem(400, "badCSR");
    Client other = Client.withAccount(edge, "kita");
    send(order, Keys.csr(other.keys, List.of("www.good.example"))).isProblem(400, "badCSR");
    assertThat(client.read(order.location()).text("status")).isEqualTo("ready");
  }

  @Test
  @Requirement("FIN-04")
  void aNameMayStandInTheCommonNameAndNoOtherMay() {
    Answer order = client.order("dns", "www.good.example").has(201);
    send(order, Keys.csr(key, "CN=other.good.example", List.of("www.good.example")))
        .isProblem(400, "badCSR");
    send(order, Keys.csr(key, "CN=www.good.example", List.of())).has(200);
    Answer both = client.order("dns", "www.good.example").has(201);
    send(both, Keys.csr(key, "CN=WWW.good.example", List.of("www.good.example"))).has(200);
  }

  @Test
  @Requirement({"FIN-12", "FIN-15"})
  void whatTheRequestAsksForBeyondKeyAndNamesIsNotGranted() throws Exception {
    Answer order = client.order("dns", "www.good.example").has(201);
    byte[] der =
        Keys.csr(
            key,
            "CN=www.good.example,O=Another Bank",
            List.of("www.good.example"),
            Extension.create(Extension.basicConstraints, true, new BasicConstraints(true)),
            Extension.create(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)),
            Extension.create(
                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24"),
                false,
                new DERSequence(new ASN1Integer(5))));
    String url = send(order, der).has(200).text("certificate");
    X509Certificate leaf =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(client.read(url).body().getBytes(UTF_8)));
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getSubjectX500Principal().getName()).doesNotContain("Another");
    assertThat(leaf.getExtensionValue("1.3.6.1.5.5.7.1.24")).isNull();
    boolean[] usage = leaf.getKeyUsage();
    assertThat(usage == null || !usage[5] && !usage[6]).isTrue();
  }

  @Test
  @Requirement("FIN-14")
  void aSigningThatFailsMakesTheOrderInvalidWithoutTellingInsides() {
    Answer order = client.order("dns", "www.good.example").has(201);
    edge.ca.broken = true;
    try {
      Answer answer = finish(order, "www.good.example");
      answer.isProblem(500, "serverInternal");
      assertThat(answer.body()).doesNotContain("the token's insides");
    } finally {
      edge.ca.broken = false;
    }
    Answer ended = client.read(order.location()).has(200);
    assertThat(ended.text("status")).isEqualTo("invalid");
    assertThat(ended.json().path("error").path("type").textValue())
        .isEqualTo("urn:ietf:params:acme:error:serverInternal");
  }

  @Test
  @Requirement("REV-11")
  void aKeyReportedAsCompromisedIsNeverCertifiedAgain() {
    Issued issued = Issued.by(client, "www.good.example");
    client
        .post(
            client.url("revoke-cert"),
            Client.object().put("certificate", issued.encoded()).put("reason", 1))
        .has(200);
    Answer order = client.order("dns", "www.good.example").has(201);
    send(order, Keys.csr(issued.key(), List.of("www.good.example"))).isProblem(400, "badCSR");
  }

  @Test
  @Requirement({"FIN-11", "SEC-07"})
  void manyAtOnceGiveOneCertificate() {
    Answer order = client.order("dns", "www.good.example").has(201);
    int before = edge.ca.signatures.get();
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      bodies.add(
          Client.body(
              client.sign(
                  client.header(order.text("finalize")),
                  Json.write(
                      Client.object()
                          .put(
                              "csr",
                              Base64Url.encode(
                                  Keys.csr(Keys.p256(), List.of("www.good.example"))))))));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses =
          IntStream.range(0, bodies.size())
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              client
                                  .send("POST", order.text("finalize"), Client.JOSE, bodies.get(i))
                                  .status(),
                          threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 403);
    }
    assertThat(edge.ca.signatures.get() - before).isEqualTo(1);
    assertThat(client.read(order.location()).text("status")).isEqualTo("valid");
  }

  @Test
  @Requirement({"CRT-01", "CRT-02", "CRT-03"})
  void theChainIsStrictPemLeafFirst() throws Exception {
    Issued issued = Issued.by(client, "www.good.example");
    Answer answer = client.read(issued.order().text("certificate")).has(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/pem-certificate-chain");
    assertThat(answer.body())
        .matches(
            "(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/=]{1,64}\n"
                + "-----END CERTIFICATE-----\n){2}");
    var chain = issued.chain();
    assertThat(chain.get(0).getPublicKey()).isEqualTo(issued.key().getPublic());
    chain.get(0).verify(chain.get(1).getPublicKey());
    assertThat(chain.get(0).getSubjectAlternativeNames())
        .containsExactly(List.of(2, "www.good.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/pkix-cert", "*/*", "nonsense"})
  @Requirement("CRT-11")
  void acceptDoesNotBreakTheDownload(String accept) {
    String url = Issued.by(client, "www.good.example").order().text("certificate");
    byte[] body = Client.body(client.sign(client.header(url), new byte[0]));
    client
        .send("POST", url, java.util.Map.of("Content-Type", Client.JOSE, "Accept", accept), body)
        .has(200);
  }

  private Answer finish(Answer order, String... names) {
    return send(order, Keys.csr(key, List.of(names)));
  }

  private Answer send(Answer order, byte[] der) {
    return client.post(order.text("finalize"), Client.object().put("csr", Base64Url.encode(der)));
  }
}
