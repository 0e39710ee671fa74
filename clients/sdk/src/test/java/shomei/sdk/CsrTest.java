package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsrTest {

  @ParameterizedTest
  @CsvSource({"EC,secp256r1", "EC,secp384r1", "Ed25519,Ed25519", "RSA,2048"})
  void everyKindOfKeySignsItsRequest(String algorithm, String parameter) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    AlgorithmParameterSpec spec =
        switch (algorithm) {
          case "EC" -> new ECGenParameterSpec(parameter);
          case "RSA" -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
          default -> new NamedParameterSpec(parameter);
        };
    generator.initialize(spec);
    KeyPair keys = generator.generateKeyPair();

    PKCS10CertificationRequest request = new PKCS10CertificationRequest(Csr.ofSubscriber(keys));

    assertThat(
            request.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(request.getSubjectPublicKeyInfo())))
        .isTrue();
    assertThat(request.getSubject().getRDNs()).isEmpty();
    assertThat(request.getSubjectPublicKeyInfo().getEncoded())
        .isEqualTo(keys.getPublic().getEncoded());
  }

  @Test
  void dnsNamesGoIntoTheRequestedExtension() throws Exception {
    byte[] der = Csr.of(shomei.sdk.stand.StandCa.keyPair(), List.of("a.example", "*.b.example"));

    GeneralNames names =
        GeneralNames.fromExtensions(
            new PKCS10CertificationRequest(der).getRequestedExtensions(),
            Extension.subjectAlternativeName);

    assertThat(names.getNames())
        .extracting(Object::toString)
        .containsExactly("2: a.example", "2: *.b.example");
  }
}
