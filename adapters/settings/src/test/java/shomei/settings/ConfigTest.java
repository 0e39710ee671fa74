package shomei.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.settings.binding.Binder;
import shomei.settings.binding.Fault;
import shomei.settings.binding.Faulty;
import shomei.settings.binding.SecretFile;

final class ConfigTest {
  private static final String LEAST =
      """
      publicUrl: https://ca.example.com
      status:
        publicUrl: http://pki.example.com
      https:
        certificateFile: chain.pem
        keyFile: key.pem
      database:
        url: jdbc:postgresql://db/shomei
        user: shomei
      journal:
        folder: journal
      token:
        file: keys.p12
        passwordFile: secret
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    for (String name : new String[] {"chain.pem", "key.pem", "secret"}) {
      Files.writeString(folder.resolve(name), "x");
      Files.setPosixFilePermissions(
          folder.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws Exception {
    Config config = read(LEAST);
    assertThat(config.publicUrl()).isEqualTo(URI.create("https://ca.example.com"));
    assertThat(config.https().address()).isEqualTo("0.0.0.0");
    assertThat(config.https().port()).isEqualTo(8443);
    assertThat(config.https().trustedProxies()).isEmpty();
    assertThat(config.management()).isEqualTo(new Config.Management("127.0.0.1", 8081));
    assertThat(config.database())
        .isEqualTo(
            new Config.Database("jdbc:postgresql://db/shomei", "shomei", Optional.empty(), 8));
    assertThat(config.acme().nonceLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(config.acme().bodyLimit().octets()).isEqualTo(64 * 1024);
    assertThat(config.smtp()).isEmpty();
  }

  @Test
  void pathsStartFromTheFilesFolder() throws Exception {
    assertThat(read(LEAST).https().keyFile().path()).isEqualTo(folder.resolve("key.pem"));
  }

  @Test
  void pagesAreThereForTheInstitutionsThatAreNamed() throws Exception {
    assertThat(read(LEAST).pages()).isEmpty();
    Config.Pages pages =
        read(LEAST
                + """
                pages:
                  publicUrl: https://bank.example
                  signedIn: {publicUrl: "https://login.bank.example", freshHosts: true}
                  institutions:
                    kita: {}
                    minami: {accent: "#197a4b"}
                """)
            .pages()
            .orElseThrow();
    assertThat(pages.port()).isEqualTo(8444);
    assertThat(pages.signedIn().port()).isEqualTo(8445);
    assertThat(pages.signedIn().freshHosts()).isTrue();
    assertThat(pages.institutions())
        .containsOnlyKeys("kita", "minami")
        .hasEntrySatisfying("kita", bank -> assertThat(bank.accent()).isEqualTo("#264af4"))
        .hasEntrySatisfying("minami", bank -> assertThat(bank.accent()).isEqualTo("#197a4b"))
        .hasEntrySatisfying("minami", bank -> assertThat(bank.publicUrl()).isEmpty());
    assertThat(
            faults(
                    LEAST
                        + """
                    pages:
                      publicUrl: http://bank.example
                      signedIn: {publicUrl: "https://login.bank.example"}
                      institutions:
                        kita: {accent: red, publicUrl: "https://kita.example"}
                    """)
                .faults())
        .extracting(Fault::key)
        .containsExactlyInAnyOrder(
            "pages.publicUrl",
            "pages.institutions.kita.accent",
            "pages.institutions.kita.signedInUrl");
  }

  @Test
  void theLeastFileWarnsOfDevelopmentKeysAndOfMailThatWaits() throws Exception {
    assertThat(read(LEAST).warnings())
        .hasSize(2)
        .anySatisfy(warning -> assertThat(warning).startsWith("token.file"))
        .anySatisfy(warning -> assertThat(warning).startsWith("smtp is absent"));
  }

  @Test
  void aSecretThatOthersMayReadIsWarnedOf() throws Exception {
    Files.setPosixFilePermissions(
        folder.resolve("secret"), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(read(LEAST).warnings())
        .anySatisfy(w -> assertThat(w).contains("token.passwordFile", "0600"));
  }

  @Test
  void allFaultsAreToldAtOnceWithTheirKeys() {
    var faulty =
        faults(
            """
            publicURL: https://ca.example.com
            https:
              port: 70000
              certificateFile: gone.pem
              keyFile: key.pem
            status:
              publicUrl: https://pki.example.com/crl
            database:
              folder: data
              url: jdbc:postgresql://db/shomei
              connections: many
            token:
              module: key.pem
            smtp:
              host: mail.example.com
              user: shomei
              timeout: 1 minute
            validation:
              allow: [10.0.0.0/8, 10.0.0.0/33]
              resolver: localhost:53
            acme:
              bodyLimit: 2GB
            schedule:
              notices: 0s
            """);
    assertThat(faulty.faults())
        .extracting(Fault::key)
        .containsExactlyInAnyOrder(
            "publicURL",
            "publicUrl",
            "https.port",
            "https.certificateFile",
            "status.publicUrl",
            "database.folder",
            "database.user",
            "database.connections",
            "journal.folder",
            "token.label",
            "token.pinFile",
            "smtp.passwordFile",
            "smtp.from",
            "smtp.timeout",
            "validation.allow",
            "validation.resolver",
            "acme.bodyLimit",
            "schedule.notices");
    assertThat(faulty).hasMessageContaining("server.yaml: https.port: ");
  }

  @Test
  void anUnknownKeyIsToldWithThoseThatAreKnownBesideIt() {
    assertThat(faults(LEAST + "acme:\n  nonceLife: 1h\n"))
        .hasMessageContaining("below acme there are: ")
        .hasMessageContaining("nonceLifetime");
  }

  @Test
  void aSectionWrittenAsAValueIsRefused() {
    assertThat(faults(LEAST.replaceAll("https:\n.*\n.*\n", "https: 8443\n")).faults())
        .extracting(Fault::key)
        .containsExactly("https");
  }

  @ParameterizedTest
  @CsvSource({
    "'publicUrl: [', is not YAML",
    "'- a', is not a mapping",
    "'', is not a mapping",
    "'just text', is not a mapping"
  })
  void whatIsNotAMappingIsRefused(String text, String message) {
    assertThat(faults(text)).hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThat(
            catchThrowableOfType(Faulty.class, () -> Config.read(folder.resolve("nowhere.yaml"))))
        .hasMessageEndingWith("nowhere.yaml: there is no such file");
  }

  @Test
  void aPasswordInTheDatabaseAddressIsRefusedAndNotRepeated() {
    var faulty =
        faults(
            LEAST.replace(
                "jdbc:postgresql://db/shomei", "jdbc:postgresql://db/shomei?password=hunter2"));
    assertThat(faulty).hasMessageContaining("database.url").hasMessageNotContaining("hunter2");
  }

  @Test
  void aDurationAcceptsItsUnitsOnly() throws Exception {
    assertThat(read(LEAST + "acme: {nonceLifetime: 90m}").acme().nonceLifetime())
        .isEqualTo(Duration.ofMinutes(90));
    assertThat(faults(LEAST + "acme: {nonceLifetime: 90}"))
        .hasMessageContaining("acme.nonceLifetime: is not a duration");
    assertThat(faults(LEAST + "acme: {nonceLifetime: 30d}"))
        .hasMessageContaining(
            "acme.nonceLifetime: is not a duration (500ms, 30s, 10m, 24h, 7d) from 1m to 1d");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, true",
    "::/0, true",
    "0.0.0.0/0, true",
    "127.0.0.1/8, false",
    "x/8, false"
  })
  void anAddressRangeHasNothingBehindItsPrefix(String range, boolean good) {
    String text = LEAST + "validation: {allow: ['%s']}".formatted(range);
    if (good) {
      assertThatCode(() -> read(text)).doesNotThrowAnyException();
    } else {
      assertThat(faults(text)).hasMessageContaining("validation.allow: item 1 ");
    }
  }

  @Test
  void mailIsReadWhole() throws Exception {
    Config config =
        read(
            LEAST
                + """
                smtp:
                  host: mail.example.com
                  security: none
                  from: ca@example.com
                  user: shomei
                  passwordFile: secret
                """);
    assertThat(config.smtp())
        .isEqualTo(
            Optional.of(
                new Config.Smtp(
                    "mail.example.com",
                    587,
                    Config.MailSecurity.NONE,
                    Optional.of("shomei"),
                    Optional.of(new SecretFile(folder.resolve("secret"))),
                    Optional.empty(),
                    "ca@example.com",
                    Optional.empty(),
                    Duration.ofSeconds(30))));
  }

  @Test
  void aFileSavedByWindowsEditorsIsReadAllTheSame() throws Exception {
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      Path file = folder.resolve("server.yaml");
      Files.writeString(file, "\uFEFF" + LEAST, charset);
      assertThat(Config.read(file).https().port()).isEqualTo(8443);
    }
  }

  @Test
  void aSecretThatIsNoTextIsToldAtOnceWithItsFile() throws IOException {
    Files.write(folder.resolve("secret"), new byte[] {'1', 0, '2', 0});
    assertThat(faults(LEAST))
        .hasMessageContaining("token.passwordFile: names " + folder.resolve("secret"))
        .hasMessageEndingWith("is not text in UTF-8: save it again as UTF-8");
  }

  private Config read(String text) throws Faulty {
    return Binder.bind(Config.class, "server.yaml", text, folder);
  }

  private Faulty faults(String text) {
    return catchThrowableOfType(Faulty.class, () -> read(text));
  }
}
