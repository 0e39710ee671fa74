import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.Map;
import shomei.enrollment.pairing.Institutions;

/// Reads the institutions that a package brings as the program will, so that a wrong one ends the
/// build and not a customer's first start.
void main(String[] args) throws Exception {
  Institutions read = Institutions.of(Map.of(), Path.of(args[0]));
  if (read.institutions().isEmpty()) {
    throw new IllegalStateException("institutions.json names no institution");
  }
  for (Institutions.Institution one : read.institutions()) {
    String authorities = one.authorities();
    if (authorities != null) {
      try (var file = Files.newInputStream(Path.of(authorities))) {
        CertificateFactory.getInstance("X.509").generateCertificates(file).iterator().next();
      }
    }
    IO.println("%s (%s): %s".formatted(one.en(), one.ja(), one.directory()));
  }
}
