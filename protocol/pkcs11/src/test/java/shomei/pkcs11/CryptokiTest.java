package shomei.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Over SoftHSM2, whose configuration the build names by SOFTHSM2_CONF.
final class CryptokiTest {
  private static final byte[] PIN = "87654321".getBytes(StandardCharsets.US_ASCII);

  private final Cryptoki library = Cryptoki.load(softHsm());

  @BeforeAll
  static void makeTokens() throws Exception {
    Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
    Path tokens = configuration.resolveSibling("softhsm2-tokens");
    if (Files.exists(tokens)) {
      try (Stream<Path> old = Files.walk(tokens)) {
        for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(tokens);
    Files.writeString(configuration, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
    for (String label : List.of("one", "twin", "twin")) {
      makeToken(label);
    }
  }

  @BeforeEach
  void start() {
    library.initialize();
  }

  @Test
  void aTokenIsFoundByItsLabel() {
    Token token = library.token("one");

    assertThat(token.label()).isEqualTo("one");
    assertThat(token.serial()).isNotBlank();
    assertThat(library.tokens()).element(token.slotListIndex()).isEqualTo(token);
  }

  @Test
  void aLabelThatNoTokenOrMoreThanOneHasIsRefused() {
    assertThatThrownBy(() -> library.token("none")).isInstanceOf(TokenNotFound.class);
    assertThatThrownBy(() -> library.token("twin"))
        .isInstanceOf(TokenNotFound.class)
        .hasMessageContaining("several");
  }

  @Test
  void anObjectThatWasMadeIsFoundByItsAttributesUntilItIsDestroyed() {
    Attribute data = Attribute.ofNumber(Attribute.CKA_CLASS, 0);
    Attribute name = Attribute.of(Attribute.CKA_LABEL, "証明書");
    Attribute value = Attribute.of(Attribute.CKA_VALUE, new byte[] {1, 2, 3});
    try (TokenSession session = library.open(library.token("one"), PIN)) {
      session.create(data, Attribute.ofTrue(Attribute.CKA_TOKEN), name, value);

      List<Long> found = session.find(data, name);
      assertThat(found).hasSize(1);
      assertThat(session.find(data, Attribute.of(Attribute.CKA_LABEL, "another"))).isEmpty();

      session.destroy(found.getFirst());
      assertThat(session.find(data, name)).isEmpty();
    }
  }

  @Test
  void aKeyThatIsMadeOnTheTokenSignsThereAndStaysThere() throws Exception {
    byte[] curve = HexFormat.of().parseHex("06082a8648ce3d030107");
    try (TokenSession session = library.open(library.token("one"), PIN)) {
      long[] keys =
          session.generate(
              Mechanism.of(Mechanism.EC_KEY_PAIR_GEN),
              new Attribute[] {Attribute.of(Attribute.CKA_EC_PARAMS, curve)},
              new Attribute[] {
                Attribute.ofTrue(Attribute.CKA_SIGN),
                Attribute.ofTrue(Attribute.CKA_SENSITIVE),
                Attribute.ofFalse(Attribute.CKA_EXTRACTABLE),
                Attribute.of(Attribute.CKA_LABEL, "first")
              });
      session.set(keys[1], Attribute.of(Attribute.CKA_LABEL, "second"));

      byte[] signature = session.sign(Mechanism.of(Mechanism.ECDSA), keys[1], new byte[32]);

      assertThat(signature).hasSize(64);
      assertThat(session.value(keys[0], Attribute.CKA_EC_POINT)).hasSize(67);
      assertThat(session.value(keys[1], Attribute.CKA_LABEL)).asString().isEqualTo("second");
      long under =
          session.create(
              Attribute.ofNumber(Attribute.CKA_CLASS, Attribute.CKO_SECRET_KEY),
              Attribute.ofNumber(Attribute.CKA_KEY_TYPE, Attribute.CKK_AES),
              Attribute.of(Attribute.CKA_VALUE, new byte[32]),
              Attribute.ofTrue(Attribute.CKA_WRAP));
      assertThatThrownBy(
              () -> session.wrap(Mechanism.of(Mechanism.AES_CBC_PAD, new byte[16]), under, keys[1]))
          .isInstanceOf(CryptokiFault.class);
    }
  }

  @Test
  void moreObjectsAreFoundThanComeAtOnce() {
    Attribute many = Attribute.of(Attribute.CKA_LABEL, "many");
    try (TokenSession session = library.open(library.token("one"), PIN)) {
      for (int i = 0; i < 130; i++) {
        session.create(Attribute.ofNumber(Attribute.CKA_CLASS, 0), many);
      }

      assertThat(session.find(many)).hasSize(130);
    }
  }

  @Test
  void aWrongPinOpensNothingAndNamesNoPin() {
    byte[] wrong = "00000000".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> library.open(library.token("one"), wrong))
        .isInstanceOfSatisfying(
            CryptokiFault.class,
            fault -> assertThat(fault.code()).isEqualTo(CryptokiFault.PIN_INCORRECT))
        .hasMessage("C_Login answered 0xa0");
  }

  @Test
  void aLibraryIsOneOfTheProcessAndStartsAgainAfterItsEnd() {
    assertThat(Cryptoki.load(softHsm())).isSameAs(library);
    assertThat(library.initialize()).as("started before").isFalse();

    library.terminate();
    library.terminate();

    assertThat(library.initialize()).isTrue();
    assertThat(library.token("one").label()).isEqualTo("one");
  }

  @Test
  void whatIsNoLibraryIsRefused() {
    assertThatThrownBy(() -> Cryptoki.load(Path.of("nothing.so")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing.so");
  }

  private static Path softHsm() {
    return Stream.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/softhsm/libsofthsm2.so")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new AssertionError("SoftHSM2 is not installed: package softhsm2"));
  }

  private static void makeToken(String label) throws Exception {
    Process process =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                label,
                "--pin",
                new String(PIN, StandardCharsets.US_ASCII),
                "--so-pin",
                "12345678")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
