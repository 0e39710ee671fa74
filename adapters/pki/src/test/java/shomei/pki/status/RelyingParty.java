package shomei.pki.status;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import shomei.domain.kernel.Octets;
import shomei.pki.Command;
import shomei.pki.Pem;
import shomei.pki.key.Software;

/// OpenSSL and the JDK, which ask what became of a certificate.
///
/// @param folder for OpenSSL's files
/// @param path the issuing CA's certificate and those above it, the root last
record RelyingParty(Path folder, List<Octets> path, Instant now) {
  /// @return what OpenSSL says
  /// @throws IllegalStateException where it does not accept
  String openSslVerifies(Octets certificate, Octets... crls) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "verify",
                "-x509_strict",
                "-crl_check_all",
                "-attime",
                Long.toString(now.getEpochSecond())));
    for (int i = 0; i < crls.length; i++) {
      command.addAll(List.of("-CRLfile", crlPem("verify-" + i, crls[i]).toString()));
    }
    command.addAll(
        List.of(
            "-CAfile",
            Pem.write(folder.resolve("path.pem"), path).toString(),
            Pem.write(folder.resolve("certificate.pem"), List.of(certificate)).toString()));
    return Command.run(command);
  }

  /// @return the CRL as OpenSSL reads it, after it has verified the signature
  String openSslReads(Octets crl, Octets issuer) {
    return Command.run(
        "openssl",
        "crl",
        "-inform",
        "DER",
        "-in",
        write("read.crl", crl).toString(),
        "-CAfile",
        Pem.write(folder.resolve("issuer.pem"), List.of(issuer)).toString(),
        "-noout",
        "-text");
  }

  private Path crlPem(String name, Octets crl) {
    Path pem = folder.resolve(name + ".crl.pem");
    Command.run(
        "openssl",
        "crl",
        "-inform",
        "DER",
        "-in",
        write(name + ".crl", crl).toString(),
        "-out",
        pem.toString());
    return pem;
  }

  /// @throws GeneralSecurityException where the JDK does not accept
  void jdkValidatesByCrl(Octets certificate, Octets... crls) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509CRL> read = new ArrayList<>();
    for (Octets crl : crls) {
      read.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(crl.octets())));
    }
    PKIXParameters parameters = parameters();
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(read)));
    validate(
        certificate,
        parameters,
        Set.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK),
        Map.of());
  }

  /// Asks for the end-entity's certificate alone.
  ///
  /// @throws GeneralSecurityException where the JDK does not accept
  void jdkValidatesByOcsp(Octets certificate, Octets response) throws GeneralSecurityException {
    validate(
        certificate,
        parameters(),
        Set.of(
            PKIXRevocationChecker.Option.ONLY_END_ENTITY, PKIXRevocationChecker.Option.NO_FALLBACK),
        Map.of(x509(certificate), response.octets()));
  }

  private PKIXParameters parameters() throws GeneralSecurityException {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(x509(path.getLast()), null)));
    parameters.setDate(Date.from(now));
    return parameters;
  }

  private void validate(
      Octets certificate,
      PKIXParameters parameters,
      Set<PKIXRevocationChecker.Option> options,
      Map<X509Certificate, byte[]> responses)
      throws GeneralSecurityException {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    checker.setOptions(options);
    checker.setOcspResponses(responses);
    parameters.addCertPathChecker(checker);
    List<X509Certificate> chain =
        Stream.concat(Stream.of(certificate), path.subList(0, path.size() - 1).stream())
            .map(RelyingParty::x509)
            .toList();
    validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
  }

  Path write(String name, Octets octets) {
    try {
      return Files.write(folder.resolve(name), octets.octets());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static X509Certificate x509(Octets der) {
    return Software.certificate(der.octets());
  }
}
