package shomei.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Mismatch;
import shomei.sdk.stand.StandCa;

/// RFC 5280 §6.1.3: names chain, and only authorities issue.
final class IssuedChainTest {
  private static final String CA = "O=Bank,CN=CA";

  private final KeyPair ours = StandCa.keyPair();
  private final KeyPair caKeys = StandCa.keyPair();
  private final X509Certificate ca = issue(CA, CA, caKeys, true);
  private final X509Certificate own = issue(CA, "O=Bank,CN=123 Taro", ours, false);

  @Test
  void ourCertificateUnderItsIssuerIsTaken() {
    assertThatCode(() -> require(List.of(own, ca), "123/taro")).doesNotThrowAnyException();
    assertThatCode(() -> require(List.of(issue(CA, "CN=123", ours, false), ca), "123"))
        .doesNotThrowAnyException();
  }

  @Test
  void oneForAnotherKeyIsNotTaken() {
    X509Certificate others = issue(CA, "O=Bank,CN=123 taro", StandCa.keyPair(), false);

    refused(() -> require(List.of(others, ca), "123/taro"), Mismatch.KEY);
  }

  @Test
  void oneThatDoesNotNameTheSubscriberIsNotTaken() {
    refused(() -> require(List.of(own, ca), "123/hanako"), Mismatch.SUBJECT);
    refused(
        () -> require(List.of(issue(CA, "O=Bank", ours, false), ca), "123/taro"), Mismatch.SUBJECT);
  }

  @Test
  void oneWhoseIssuerIsMissingOrAnotherOrNoAuthorityIsNotTaken() {
    refused(() -> require(List.of(own), "123/taro"), Mismatch.CHAIN);
    refused(
        () -> require(List.of(own, issue(CA, "CN=Other", caKeys, true)), "123/taro"),
        Mismatch.CHAIN);
    refused(() -> require(List.of(own, issue(CA, CA, caKeys, false)), "123/taro"), Mismatch.CHAIN);
  }

  @Test
  void anAuthoritysCertificateIsNoSubscribers() {
    refused(
        () -> require(List.of(issue(CA, "CN=123 taro", ours, true), ca), "123/taro"),
        Mismatch.CHAIN);
  }

  private void require(List<X509Certificate> chain, String subscriber) {
    new IssuedChain(chain).require(ours.getPublic(), subscriber);
  }

  private static void refused(ThrowingCallable call, Mismatch why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EnrollmentException.class,
            told -> assertThat(told.failure()).isEqualTo(new Failure.WrongCertificate(why)));
  }

  private X509Certificate issue(String issuer, String subject, KeyPair keys, boolean authority) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(issuer),
              BigInteger.TEN,
              Date.from(Instant.EPOCH),
              Date.from(Instant.parse("2100-01-01T00:00:00Z")),
              new X500Name(subject),
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(caKeys.getPrivate())));
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }
}
