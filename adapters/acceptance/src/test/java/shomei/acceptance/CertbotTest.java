package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.demo.Programs;

/// certbot as it is, from the README's commands.
@Tag("slow")
final class CertbotTest {
  @TempDir Path folder;

  @Test
  void certbotRegistersProvesGetsRenewsAndRevokes() throws Exception {
    try (Bench bench = new Bench(Files.createDirectory(folder.resolve("server")))) {
      certbot(
          bench,
          "certonly",
          "--eab-kid",
          bench.kid(),
          "--eab-hmac-key",
          bench.hmac(),
          "--agree-tos",
          "--email",
          "you@example.com",
          "--standalone",
          "--http-01-port",
          Integer.toString(bench.responder()),
          "-d",
          "www.example.com",
          "-d",
          "example.com");
      X509Certificate first = leaf();
      assertThat(first.getSubjectAlternativeNames())
          .containsExactlyInAnyOrder(List.of(2, "www.example.com"), List.of(2, "example.com"));
      certbot(bench, "renew", "--no-random-sleep-on-renew", "--force-renewal");
      X509Certificate second = leaf();
      assertThat(second.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
      assertThat(second.getPublicKey()).isNotEqualTo(first.getPublicKey());
      String[] revoke = {"revoke", "--cert-name", "www.example.com", "--no-delete-after-revoke"};
      certbot(bench, revoke);
      assertThat(run(bench, revoke).status()).as("a second time").isNotZero();
    }
  }

  private X509Certificate leaf() throws Exception {
    byte[] pem = Files.readAllBytes(folder.resolve("certbot/live/www.example.com/cert.pem"));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private void certbot(Bench bench, String... arguments) throws Exception {
    Programs.Finished finished = run(bench, arguments);
    assertThat(finished.status()).as(String.join("\n", finished.output())).isZero();
  }

  private Programs.Finished run(Bench bench, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("env", "REQUESTS_CA_BUNDLE=" + bench.webAuthority(), "LC_ALL=C", "certbot"));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--non-interactive",
            "--server",
            bench.directory(),
            "--config-dir",
            folder.resolve("certbot").toString(),
            "--work-dir",
            folder.resolve("certbot/work").toString(),
            "--logs-dir",
            folder.resolve("certbot/logs").toString()));
    return Programs.run(command, line -> {});
  }
}
