package shomei.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/// A bank's login server: knows the root, and finds everything else from the certificate that it
/// was shown, by OpenSSL and by the JDK.
final class RelyingParty implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final X509Certificate issuer;
  private final X509Certificate root;

  RelyingParty(Path folder, X509Certificate certificate) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.issuer = x509(get(access(certificate, AccessDescription.id_ad_caIssuers)).body());
    this.root = x509(get(access(issuer, AccessDescription.id_ad_caIssuers)).body());
    pem("issuer.pem", issuer);
    pem("path.pem", issuer, root);
  }

  X509Certificate issuer() {
    return issuer;
  }

  X509CRL crl(X509Certificate certificate) throws Exception {
    return crl(crlAddress(certificate));
  }

  X509CRL crl(URI address) throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509")
            .generateCRL(new ByteArrayInputStream(get(address).body()));
  }

  /// OpenSSL asks over HTTP, with a nonce and an identifier of that hash.
  String openSslAsks(X509Certificate certificate, String hash) throws Exception {
    return run(
        "openssl",
        "ocsp",
        hash,
        "-issuer",
        "issuer.pem",
        "-cert",
        pem("certificate.pem", certificate),
        "-url",
        ocspAddress(certificate).toString(),
        "-CAfile",
        "path.pem");
  }

  /// OpenSSL checks the path by the CRLs that its certificates point to.
  String openSslVerifies(X509Certificate certificate) throws Exception {
    return openSslVerifies(certificate, crlAddress(certificate), InstantSource.system().instant());
  }

  /// The same at that time, by the CRL at that address.
  String openSslVerifies(X509Certificate certificate, URI crl, Instant now) throws Exception {
    for (X509Certificate one : List.of(certificate, issuer)) {
      URI address = one.equals(issuer) ? crlAddress(one) : crl;
      Files.write(folder.resolve("fetched.crl"), get(address).body());
      run(
          "openssl",
          "crl",
          "-inform",
          "DER",
          "-in",
          "fetched.crl",
          "-out",
          one.equals(issuer) ? "root.crl.pem" : "issuer.crl.pem");
    }
    return run(
        "openssl",
        "verify",
        "-crl_check_all",
        "-attime",
        Long.toString(now.getEpochSecond()),
        "-CRLfile",
        "issuer.crl.pem",
        "-CRLfile",
        "root.crl.pem",
        "-CAfile",
        "path.pem",
        pem("certificate.pem", certificate));
  }

  /// The JDK finds out by itself, over HTTP.
  ///
  /// @throws GeneralSecurityException where it does not accept
  void jdkValidates(X509Certificate certificate, Instant now, PKIXRevocationChecker.Option... how)
      throws GeneralSecurityException {
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    checker.setOptions(Set.of(how));
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setDate(Date.from(now));
    parameters.addCertPathChecker(checker);
    validator.validate(
        CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate, issuer)),
        parameters);
  }

  /// The question that OpenSSL would ask, with or without a nonce.
  byte[] question(X509Certificate certificate, boolean nonce) throws Exception {
    run(
        "openssl",
        "ocsp",
        nonce ? "-nonce" : "-no_nonce",
        "-issuer",
        "issuer.pem",
        "-cert",
        pem("certificate.pem", certificate),
        "-reqout",
        "question.der");
    return Files.readAllBytes(folder.resolve("question.der"));
  }

  HttpResponse<byte[]> post(X509Certificate certificate, byte[] question) throws Exception {
    return http.send(
        HttpRequest.newBuilder(ocspAddress(certificate))
            .header("Content-Type", "application/ocsp-request")
            .POST(BodyPublishers.ofByteArray(question))
            .build(),
        BodyHandlers.ofByteArray());
  }

  /// The question by GET, in base64.
  URI asked(X509Certificate certificate, byte[] question) {
    String text = Base64.getEncoder().encodeToString(question);
    return URI.create(
        ocspAddress(certificate)
            + "/"
            + text.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"));
  }

  HttpResponse<byte[]> get(URI address, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return http.send(request, BodyHandlers.ofByteArray());
  }

  /// What OpenSSL reads in an answer, its signature verified.
  String openSslReads(byte[] answer) throws Exception {
    return openSslReads(answer, InstantSource.system().instant());
  }

  String openSslReads(byte[] answer, Instant now) throws Exception {
    Files.write(folder.resolve("answer.der"), answer);
    return run(
        "openssl",
        "ocsp",
        "-respin",
        "answer.der",
        "-resp_text",
        "-CAfile",
        "path.pem",
        "-issuer",
        "issuer.pem",
        "-attime",
        Long.toString(now.getEpochSecond()),
        "-validity_period",
        "1000000000");
  }

  URI ocspAddress(X509Certificate certificate) {
    return access(certificate, AccessDescription.id_ad_ocsp);
  }

  private static URI access(X509Certificate certificate, ASN1ObjectIdentifier method) {
    return Arrays.stream(
            AuthorityInformationAccess.fromExtensions(holder(certificate).getExtensions())
                .getAccessDescriptions())
        .filter(one -> one.getAccessMethod().equals(method))
        .map(one -> address(one.getAccessLocation().getName()))
        .findFirst()
        .orElseThrow();
  }

  URI crlAddress(X509Certificate certificate) {
    var point =
        CRLDistPoint.fromExtensions(holder(certificate).getExtensions())
            .getDistributionPoints()[0]
            .getDistributionPoint();
    return address(GeneralNames.getInstance(point.getName()).getNames()[0].getName());
  }

  private static URI address(ASN1Encodable name) {
    return URI.create(ASN1IA5String.getInstance(name).getString());
  }

  private static X509CertificateHolder holder(X509Certificate certificate) {
    try {
      return new X509CertificateHolder(certificate.getEncoded());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate x509(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private String pem(String name, X509Certificate... certificates) throws Exception {
    var base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    StringBuilder text = new StringBuilder();
    for (X509Certificate one : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(base64.encodeToString(one.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    Files.writeString(folder.resolve(name), text);
    return name;
  }

  /// @return all that it printed, whatever its end
  private String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(Stream.of(command).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Override
  public void close() {
    http.close();
  }
}
