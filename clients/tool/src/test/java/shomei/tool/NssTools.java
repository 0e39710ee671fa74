package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What NSS' own tools see in a database.
final class NssTools {
  private static final String EXPORTED = "exported by the test";

  private final Path folder;

  /// @param folder for files that come and go
  NssTools(Path folder) {
    this.folder = folder;
  }

  /// One key and its certificate, and both work.
  void assertHoldsOnly(Path database, X509Certificate certificate, String password)
      throws Exception {
    assertThat(keys(database, password)).hasSize(1);
    assertThat(exported(database, password))
        .singleElement()
        .satisfies(entry -> assertUsable(entry, certificate));
  }

  List<String> listed(Path database) throws Exception {
    return say("certutil", "-L", "-d", "sql:" + database);
  }

  List<String> keys(Path database, String password) throws Exception {
    Path file = Files.writeString(folder.resolve("their-password"), password + "\n");
    Process process =
        new ProcessBuilder("certutil", "-K", "-d", "sql:" + database, "-f", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines()
        .filter(line -> line.startsWith("<"))
        .map(line -> line.substring(4))
        .toList();
  }

  /// Everything of the subscriber's that `pk12util` takes out.
  List<PrivateKeyEntry> exported(Path database, String password) throws Exception {
    Path theirs = Files.writeString(folder.resolve("their-password"), password + "\n");
    Path ours = Files.writeString(folder.resolve("our-password"), EXPORTED + "\n");
    Path out = folder.resolve("exported.p12");
    String nickname =
        listed(database).stream()
            .filter(line -> line.startsWith("12345678901234 taro"))
            .findFirst()
            .orElseThrow()
            .replaceAll(" +[a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]*\\s*$", "");
    say(
        "pk12util",
        "-o",
        out.toString(),
        "-n",
        nickname,
        "-d",
        "sql:" + database,
        "-k",
        theirs.toString(),
        "-w",
        ours.toString());
    return entries(out, EXPORTED);
  }

  static PrivateKeyEntry entry(Path file, String password) throws Exception {
    return entries(file, password).getFirst();
  }

  static List<PrivateKeyEntry> entries(Path file, String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      store.load(in, password.toCharArray());
    }
    List<PrivateKeyEntry> entries = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      entries.add(
          (PrivateKeyEntry)
              store.getEntry(alias, new KeyStore.PasswordProtection(password.toCharArray())));
    }
    return entries;
  }

  static void assertUsable(PrivateKeyEntry entry, X509Certificate expected) throws Exception {
    assertThat(entry.getCertificate()).isEqualTo(expected);
    PrivateKey key = entry.getPrivateKey();
    Signature signature =
        Signature.getInstance(
            key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
    signature.initSign(key);
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(expected.getPublicKey());
    signature.update((byte) 1);
    assertThat(signature.verify(signed)).isTrue();
  }

  static List<String> say(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }
}
