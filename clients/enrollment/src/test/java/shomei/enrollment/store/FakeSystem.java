package shomei.enrollment.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.enrollment.computer.Commands;
import shomei.enrollment.computer.Computer;
import shomei.enrollment.computer.OperatingSystem;
import shomei.enrollment.computer.SystemKeys;

/// A system that is not here: its programs are scripts that keep keys and certificates in a folder,
/// and note what they were told. `keys` has PKCS#8, `certs` DER, both named by what they are; a
/// certificate with its key is what the system shows.
final class FakeSystem {
  private static final char[] ANY = "any".toCharArray();

  private final Path folder;
  private final OperatingSystem system;

  private FakeSystem(Path folder, OperatingSystem system) {
    this.folder = folder;
    this.system = system;
  }

  static FakeSystem windows(Path folder) throws Exception {
    FakeSystem made = make(folder, OperatingSystem.WINDOWS);
    made.program(
        "certreq",
        """
        case $1 in
        -new)
          cat "$4" >>"$HERE/said"
          subject=$(sed -n 's/^Subject = "\\(.*\\)"\\r$/\\1/p' "$4")
          key=$HERE/keys/$subject
          case $(tr -d '\\r' <"$4" | sed -n 's/^KeyAlgorithm = //p') in
          ECDSA_P256) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$key.pem" ;;
          RSA) openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$key.pem" ;;
          esac
          openssl pkcs8 -topk8 -nocrypt -in "$key.pem" -outform DER -out "$key.der"
          openssl req -new -key "$key.pem" -subj "/$subject" |
            sed 's/CERTIFICATE REQUEST/NEW CERTIFICATE REQUEST/' >"$5"
          ;;
        -accept)
          openssl pkcs7 -inform DER -in "$4" -print_certs -out "$HERE/chain"
          keep "$HERE/chain"
          ;;
        esac
        """);
    made.program(
        "powershell",
        """
        case $4 in
        *-DeleteKey*)
          subject=${4##*-eq \\'}
          rm -f "$HERE/keys/${subject%%\\'*}".*
          ;;
        *Archived*)
          hash=${4##*-eq \\'}
          rm -f "$HERE/certs/${hash%%\\'*}"
          ;;
        esac
        """);
    return made;
  }

  static FakeSystem mac(Path folder) throws Exception {
    FakeSystem made = make(folder, OperatingSystem.MACOS);
    made.program(
        "security",
        """
        named() { # certificates whose common name has it in it
          for one in "$HERE"/certs/*; do
            [ -e "$one" ] && openssl x509 -inform DER -in "$one" -noout -subject |
              grep -qF -- "$1" && echo "$one"
          done
        }
        forget() { # a certificate with its key
          for key in "$HERE"/keys/*.der; do
            [ -e "$key" ] && [ "$(openssl pkey -inform DER -in "$key" -pubout)" = \\
              "$(openssl x509 -inform DER -in "$1" -noout -pubkey)" ] && rm "$key"
          done
          rm "$1"
        }
        case $1 in
        -i)
          read -r line
          echo "input: $line" >>"$HERE/said"
          eval "set -- $line"
          stat -c 'mode: %a' "$2" >>"$HERE/said"
          cp "$2" "$HERE/carried"
          openssl pkcs12 -in "$2" -passin "pass:$8" -nodes -nocerts -out "$HERE/key" &&
            openssl pkcs12 -in "$2" -passin "pass:$8" -nokeys -out "$HERE/chain" || exit 1
          keep "$HERE/chain"
          openssl pkcs8 -topk8 -nocrypt -in "$HERE/key" -outform DER -out "$HERE/keys/$(date +%N).der"
          ;;
        find-certificate) [ -n "$(named "$3")" ] || exit 44 ;;
        import) keep "$2" ;;
        delete-certificate) rm $(named "$3") ;;
        delete-identity)
          case $2 in
          -c) for one in $(named "$3"); do forget "$one"; done ;;
          -Z) forget "$HERE/certs/$3" ;;
          esac
          ;;
        esac
        """);
    return made;
  }

  private static FakeSystem make(Path folder, OperatingSystem system) throws Exception {
    for (String inside : List.of("bin", "keys", "certs")) {
      Files.createDirectories(folder.resolve(inside));
    }
    return new FakeSystem(folder, system);
  }

  /// @param script in the place of what the program does; `$HERE` is the folder, and `keep FILE`
  ///   takes PEM certificates in
  void program(String name, String script) throws Exception {
    Path program = folder.resolve("bin").resolve(name);
    Files.writeString(
        program,
        """
        #!/bin/bash
        HERE='%s'
        echo "%s $*" >>"$HERE/said"
        [ -e "$HERE/fail-%s" ] && { cat "$HERE/fail-%s"; exit 1; }
        keep() {
          csplit -s -z -f "$HERE/part" "$1" '/BEGIN CERT/' '{*}'
          for part in "$HERE"/part*; do
            openssl x509 -in "$part" -outform DER -out "$HERE/der" 2>/dev/null &&
              mv "$HERE/der" "$HERE/certs/$(openssl x509 -in "$part" -noout -fingerprint -sha1 |
                sed 's/.*=//; s/://g')"
            rm "$part"
          done
        }
        exec 2>>"$HERE/err"
        """
                .formatted(folder, name, name, name)
            + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  /// The program says this and fails, until [#recover].
  void fail(String program, String saying) throws Exception {
    Files.writeString(folder.resolve("fail-" + program), saying);
  }

  void recover(String program) throws Exception {
    Files.deleteIfExists(folder.resolve("fail-" + program));
  }

  Computer computer() {
    return new Computer(
        system, folder, Map.of(), new Commands(List.of(folder.resolve("bin"))), this::shown);
  }

  /// All that the programs were told.
  String said() throws Exception {
    Path said = folder.resolve("said");
    return Files.exists(said) ? Files.readString(said) : "";
  }

  Path carried() {
    return folder.resolve("carried");
  }

  /// The certificates that a browser would offer.
  List<X509Certificate> offered() throws Exception {
    List<X509Certificate> offered = new ArrayList<>();
    for (Path file : files("certs")) {
      X509Certificate certificate = certificate(file);
      for (PrivateKey key : keys()) {
        if (belongs(key, certificate)) {
          offered.add(certificate);
        }
      }
    }
    return offered;
  }

  int keysHeld() throws Exception {
    return keys().size();
  }

  private Optional<PrivateKey> shown(X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try {
      for (X509Certificate offered : offered()) {
        for (PrivateKey key : keys()) {
          if (belongs(key, offered)) {
            store.setKeyEntry(
                offered.getSerialNumber().toString(16), key, ANY, new Certificate[] {offered});
          }
        }
      }
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
    return SystemKeys.find(store, ANY, certificate);
  }

  private List<PrivateKey> keys() throws Exception {
    List<PrivateKey> keys = new ArrayList<>();
    for (Path file : files("keys")) {
      if (file.toString().endsWith(".der")) {
        byte[] octets = Files.readAllBytes(file);
        String algorithm = octets.length > 500 ? "RSA" : "EC";
        keys.add(
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(octets)));
      }
    }
    return keys;
  }

  private static boolean belongs(PrivateKey key, X509Certificate certificate) throws Exception {
    Signature signature =
        Signature.getInstance(
            key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
    if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    signature.initSign(key);
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update((byte) 1);
    return signature.verify(signed);
  }

  private static X509Certificate certificate(Path file) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private List<Path> files(String inside) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(inside))) {
      return files.sorted().toList();
    }
  }
}
