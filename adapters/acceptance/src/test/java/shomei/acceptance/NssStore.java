package shomei.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import shomei.demo.Programs;

/// The certificate store of a person's browsers on Linux, `.pki/nssdb` in a home folder of the
/// tests' own.
record NssStore(Path home) {
  /// An empty one that trusts the web server's CA.
  static NssStore in(Path home, Path webAuthority) throws IOException, InterruptedException {
    NssStore store = new NssStore(home);
    Files.createDirectories(home.resolve(".pki/nssdb"));
    run(List.of("certutil", "-N", "--empty-password", "-d", store.database()));
    run(
        List.of(
            "certutil",
            "-A",
            "-n",
            "web",
            "-t",
            "C,,",
            "-i",
            webAuthority.toString(),
            "-d",
            store.database()));
    return store;
  }

  void add(Path pkcs12, Path password) throws IOException, InterruptedException {
    run(List.of("pk12util", "-i", pkcs12.toString(), "-w", password.toString(), "-d", database()));
  }

  /// Those whose key is here, by their nicknames.
  List<String> userCertificates() throws IOException, InterruptedException {
    Programs.Finished listed =
        Programs.run(List.of("certutil", "-L", "-d", database()), line -> {});
    return listed.output().stream().filter(line -> line.endsWith("u,u,u")).toList();
  }

  private String database() {
    return "sql:" + home.resolve(".pki/nssdb");
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Programs.Finished ended = Programs.run(command, line -> {});
    if (ended.status() != 0) {
      throw new IllegalStateException(command + ": " + ended.output());
    }
  }
}
