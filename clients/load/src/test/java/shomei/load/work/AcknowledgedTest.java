package shomei.load.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.load.wire.OperationFailure;
import shomei.sdk.Csr;

final class AcknowledgedTest {
  private static final Instant TIME = Instant.parse("2026-11-21T00:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"1", "7f", "80", "4a6f", "ff00ff00ff00ff00ff00ff00ff00ff00"})
  void theFirstCertificateOfAChainIsNotedBySerialAndDigest(String serial) throws Exception {
    byte[] first = certificate(serial);
    Acknowledged acknowledged = new Acknowledged();

    byte[] der = acknowledged.note(pem(first, certificate("99")));

    assertThat(der).isEqualTo(first);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(first));
    assertThat(acknowledged.certificates())
        .containsExactly(new Acknowledged.Certificate(serial, digest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
      })
  void whatIsNoCertificateFailsTheAct(String text) {
    Acknowledged acknowledged = new Acknowledged();
    assertThatThrownBy(() -> acknowledged.note(text.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(OperationFailure.class);
    assertThat(acknowledged.count()).isZero();
  }

  private static byte[] certificate(String serial) throws Exception {
    KeyPair keys = KeyPairs.p256();
    X500Name name = new X500Name("CN=test");
    return new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(serial, 16),
            Date.from(TIME),
            Date.from(TIME.plusSeconds(1)),
            name,
            keys.getPublic())
        .build(Csr.signer(keys))
        .getEncoded();
  }

  private static byte[] pem(byte[]... chain) {
    StringBuilder text = new StringBuilder();
    for (byte[] der : chain) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
