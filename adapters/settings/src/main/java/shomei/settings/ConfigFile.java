package shomei.settings;

import static shomei.settings.ConfigKeys.*;
import static shomei.settings.HistoryKeys.*;
import static shomei.settings.LoginKeys.*;
import static shomei.settings.StatusKeys.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the server's configuration file.
public final class ConfigFile {
  private static final Set<PosixFilePermission> OTHERS_READ =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private ConfigFile() {}

  /// @throws Faulty with everything that is wrong with the file
  public static Config read(Path path) throws Faulty {
    return read(Document.read(path));
  }

  static Config read(Document file) throws Faulty {
    file.check(ConfigKeys.ALL);
    oneOf(file, "token", TOKEN_MODULE, TOKEN_FILE);
    needs(file, TOKEN_MODULE, List.of(TOKEN_LABEL, TOKEN_PIN));
    needs(file, TOKEN_FILE, List.of(TOKEN_PASSWORD));
    needs(file, SMTP_HOST, List.of(SMTP_FROM));
    needs(file, SMTP_USER, List.of(SMTP_PASSWORD));
    needs(file, LOGIN_ADDRESS, List.of(LOGIN_PORT));
    needs(file, LOGIN_CERTIFICATE, List.of(LOGIN_PORT, LOGIN_KEY));
    needs(file, LOGIN_KEY, List.of(LOGIN_PORT, LOGIN_CERTIFICATE));
    if (file.get(CRL_EVERY).compareTo(file.get(CRL_VALIDITY)) >= 0) {
      file.fault(CRL_VALIDITY.path(), "must be longer than " + CRL_EVERY.path());
    }
    file.end();
    return new Config(
        file.get(PUBLIC_URL),
        new Config.Https(
            new Config.Listen(file.get(HTTPS_ADDRESS), file.get(HTTPS_PORT)),
            file.get(HTTPS_CERTIFICATE),
            file.get(HTTPS_KEY),
            file.get(HTTPS_ENGINE),
            file.get(HTTPS_CONNECTIONS),
            file.get(HTTPS_IDLE),
            file.get(HTTPS_DRAIN),
            file.get(TRUSTED_PROXIES)),
        new Config.Listen(file.get(MANAGEMENT_ADDRESS), file.get(MANAGEMENT_PORT)),
        new Config.Status(
            new Config.Listen(file.get(STATUS_ADDRESS), file.get(STATUS_PORT)),
            file.get(STATUS_URL),
            file.get(CRL_LOOK),
            file.get(CRL_EVERY),
            file.get(CRL_VALIDITY),
            file.get(CRL_SHARD_SIZE),
            file.get(COMPLETE_CRL_EVERY),
            file.get(BACKDATE),
            file.get(OCSP_VALIDITY),
            file.get(OCSP_SIGNATURES),
            file.get(OCSP_ANSWERS)),
        file.find(LOGIN_PORT).map(port -> login(file, port)),
        new Config.History(file.get(HISTORY_SEAL), file.get(HISTORY_CHECKPOINT)),
        new Config.Database(
            file.get(DATABASE_URL),
            file.get(DATABASE_USER),
            file.find(DATABASE_PASSWORD),
            file.get(DATABASE_CONNECTIONS)),
        file.get(JOURNAL_FOLDER),
        token(file),
        file.get(STRETCH_LANES),
        file.find(SMTP_HOST).map(host -> smtp(file, host)),
        file.find(MAIL_TEXTS),
        file.find(POLICIES),
        new Config.Acme(
            file.get(NONCE_LIFETIME),
            file.get(ADMISSION),
            file.get(BODY_LIMIT),
            file.get(BODY_TIMEOUT),
            file.get(RATE_LIMITS)),
        new Config.Validation(
            file.find(RESOLVER),
            file.get(HTTP_01_PORT),
            file.get(REDIRECT_PORT),
            file.get(TLS_ALPN_01_PORT),
            file.get(ALLOW),
            file.get(VALIDATION_TIMEOUT),
            file.get(VALIDATION_TRIES),
            file.get(VALIDATION_PAUSE)),
        new Config.Schedule(
            file.get(NOTICES_EVERY),
            file.get(MAIL_EVERY),
            file.get(LEFTOVERS_EVERY),
            file.get(PURGE_EVERY)),
        new Config.Calendar(file.get(CLOSED), file.get(OPEN)),
        warnings(file));
  }

  private static Config.Login login(Document file, int port) {
    return new Config.Login(
        new Config.Listen(file.get(LOGIN_ADDRESS), port),
        file.find(LOGIN_CERTIFICATE).orElseGet(() -> file.get(HTTPS_CERTIFICATE)),
        file.find(LOGIN_KEY).orElseGet(() -> file.get(HTTPS_KEY)));
  }

  private static Config.Token token(Document file) {
    int lanes = file.get(TOKEN_LANES);
    return file.find(TOKEN_MODULE)
        .<Config.Token>map(
            module ->
                new Config.Token.Pkcs11(module, file.get(TOKEN_LABEL), file.get(TOKEN_PIN), lanes))
        .orElseGet(
            () -> new Config.Token.Pkcs12(file.get(TOKEN_FILE), file.get(TOKEN_PASSWORD), lanes));
  }

  private static Config.Smtp smtp(Document file, String host) {
    return new Config.Smtp(
        host,
        file.get(SMTP_PORT),
        file.get(SMTP_SECURITY),
        file.find(SMTP_USER).map(user -> new Config.Credentials(user, file.get(SMTP_PASSWORD))),
        file.find(SMTP_TRUST),
        file.get(SMTP_FROM),
        file.find(SMTP_CLIENT_NAME),
        file.get(SMTP_TIMEOUT));
  }

  private static void oneOf(Document file, String section, Key<?> one, Key<?> other) {
    if (file.has(one.path()) == file.has(other.path())) {
      file.fault(section, "needs either %s or %s".formatted(one.path(), other.path()));
    }
  }

  private static void needs(Document file, Key<?> key, List<Key<?>> others) {
    for (Key<?> other : others) {
      if (file.has(key.path()) && !file.has(other.path())) {
        file.fault(other.path(), "is missing; %s needs it".formatted(key.path()));
      }
    }
  }

  private static List<String> warnings(Document file) {
    var open =
        Stream.of(HTTPS_KEY, LOGIN_KEY, DATABASE_PASSWORD, TOKEN_PIN, TOKEN_PASSWORD, SMTP_PASSWORD)
            .flatMap(key -> file.find(key).map(secret -> warning(key, secret)).stream())
            .flatMap(Optional::stream);
    var guards =
        Stream.of(
                Optional.of(
                        "token.file: the signing keys lie in a PKCS#12 file; that is for"
                            + " development, never for real certificates")
                    .filter(text -> file.has(TOKEN_FILE.path())),
                Optional.of("acme.rateLimits: the policies' rate limits are switched off")
                    .filter(text -> !file.get(RATE_LIMITS)),
                Optional.of("validation.allow: validation may ask addresses that are not public")
                    .filter(text -> !file.get(ALLOW).isEmpty()),
                Optional.of("smtp.host is absent: notices wait in the outbox")
                    .filter(text -> !file.has(SMTP_HOST.path())))
            .flatMap(Optional::stream);
    return Stream.concat(guards, open).toList();
  }

  private static Optional<String> warning(Key<Path> key, Path secret) {
    try {
      return Files.getPosixFilePermissions(secret).stream().anyMatch(OTHERS_READ::contains)
          ? Optional.of(
              "%s: others may read %s; its permissions should be 0600"
                  .formatted(key.path(), secret))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of("%s: cannot see who may read %s".formatted(key.path(), secret));
    }
  }
}
