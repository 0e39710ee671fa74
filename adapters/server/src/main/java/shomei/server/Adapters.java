package shomei.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shomei.domain.account.ExternalAccountSecret;
import shomei.domain.account.RateLimits;
import shomei.domain.calendar.BusinessCalendar;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.subscriber.LetterCodes;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.PinCosts;
import shomei.pki.certificate.CaUrls;
import shomei.pki.certificate.TokenCa;
import shomei.pki.key.BoundedExecutor;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.DeferredCryptoToken;
import shomei.pki.key.Pkcs11CryptoToken;
import shomei.pki.key.Pkcs11Module;
import shomei.pki.key.SoftCryptoToken;
import shomei.pki.key.TimedCryptoToken;
import shomei.pki.secret.Argon2Stretch;
import shomei.pki.secret.TokenPinSecret;
import shomei.pki.status.TokenAuthorities;
import shomei.pki.status.TokenResponder;
import shomei.postgres.Database;
import shomei.postgres.connection.DatabaseSettings;
import shomei.server.calendar.JapaneseBankDays;
import shomei.server.journal.Journal;
import shomei.settings.Config;
import shomei.settings.binding.Faulty;
import shomei.settings.binding.SecretFile;
import shomei.settings.policy.PolicyFiles;

/// What the server and the operators' commands stand on: the ports, opened. Whoever opens it closes
/// it.
public final class Adapters implements AutoCloseable {
  /// How the token calls the secret that PINs and external account keys hang on.
  public static final String SECRET = "shomei-secret";

  private static final Pattern ON_THIS_MACHINE =
      Pattern.compile(
          "jdbc:postgresql:(?!//)|jdbc:postgresql://(localhost|127\\.0\\.0\\.1|\\[::1\\])[:/]");

  private static final int LANE_QUEUE = 512;
  private static final Duration LANE_PATIENCE = Duration.ofSeconds(10);

  /// Connections that a command needs.
  private static final int FEW = 2;

  private static final Duration DATABASE_WAIT = Duration.ofSeconds(5);

  final Config config;
  final Policies policies;
  final InstantSource clock;
  final CheckedClock dating;
  final RandomGenerator random;
  final Database database;
  final Journal journal;
  final CryptoToken keys;
  final TokenTimes tokenTimes;
  final TokenPinSecret secret;
  final CaUrls urls;
  final PinCheck pins;
  final LetterCodes letters;
  final ExternalAccountSecret externalAccountSecret;
  final BusinessCalendar calendar;

  private @Nullable TokenCa ca;
  private @Nullable TokenAuthorities authorities;
  private final Deque<AutoCloseable> open;

  private Adapters(
      Config config,
      Policies policies,
      InstantSource clock,
      RandomGenerator random,
      Journal journal,
      CryptoToken keys,
      TokenTimes tokenTimes,
      Deque<AutoCloseable> open) {
    this.config = config;
    this.policies = policies;
    this.clock = clock;
    this.random = random;
    this.open = open;
    this.journal = journal;
    this.database = journal.database();
    this.keys = keys;
    this.tokenTimes = tokenTimes;
    this.dating =
        new CheckedClock(
            clock,
            isHere(config.database().url()) ? its -> Optional.empty() : database.health()::ahead);
    this.urls = new CaUrls(config.status().publicUrl().toString());
    this.secret = new TokenPinSecret(keys, SECRET, Optional.empty());
    BoundedExecutor executor =
        new BoundedExecutor("stretch", config.pins().lanes(), LANE_QUEUE, LANE_PATIENCE);
    open.push(executor);
    this.pins =
        new PinCheck(
            secret,
            (pin, salt, cost) -> new Argon2Stretch(executor).stretch(pin, salt, cost),
            random,
            new PinCosts(database.subscribers(), clock));
    this.letters = new LetterCodes(secret, random);
    this.externalAccountSecret = new ExternalAccountSecret(secret);
    this.calendar = new JapaneseBankDays(config.calendar().closed(), config.calendar().open());
  }

  /// Made when it is asked for, as [#authorities()]. Both stand on Bouncy Castle, which comes in a
  /// signed archive: looking at that takes a command longer than its work. So no field, lambda or
  /// method reference of a command's way may have such a type.
  synchronized TokenCa ca() {
    TokenCa made = ca;
    if (made == null) {
      made =
          new TokenCa(
              keys,
              database.institution().issuers(),
              urls,
              clock,
              database.revocation().revocationLists()::open);
      ca = made;
    }
    return made;
  }

  synchronized TokenAuthorities authorities() {
    TokenAuthorities made = authorities;
    if (made == null) {
      made = new TokenAuthorities(keys, database.institution().issuers(), clock);
      authorities = made;
    }
    return made;
  }

  /// A database on this machine has this machine's clock.
  private static boolean isHere(String url) {
    return ON_THIS_MACHINE.matcher(url).lookingAt();
  }

  /// Opens token and database, and brings the schema up to date.
  ///
  /// @param random cryptographically strong
  /// @throws Faulty where a policy file cannot be used
  /// @throws Unavailable where the database cannot be opened, or the token's module or file
  public static Adapters open(Config config, InstantSource clock, RandomGenerator random)
      throws Faulty {
    return open(
        config,
        clock,
        random,
        () -> Unavailable.unless("the token", () -> keys(config.token(), clock)),
        () -> Database.open(settings(config.database(), config.database().connections()), clock));
  }

  /// Opens them for a command, which opens what it needs: a connection or two, and the token when
  /// it is used.
  public static Adapters visit(Config config, InstantSource clock, RandomGenerator random)
      throws Faulty {
    return open(
        config,
        clock,
        random,
        () -> new DeferredCryptoToken(() -> keysOrRefusal(config.token(), clock)),
        () -> Database.visit(settings(config.database(), FEW), clock));
  }

  private static CryptoToken keysOrRefusal(Config.Token token, InstantSource clock) {
    try {
      return Unavailable.unless("the token", () -> keys(token, clock));
    } catch (Unavailable e) {
      throw Refusal.retry(
          Reason.UNAVAILABLE, String.valueOf(e.getMessage()), Duration.ofSeconds(5));
    }
  }

  private static Adapters open(
      Config config,
      InstantSource clock,
      RandomGenerator random,
      Supplier<CryptoToken> tokenKeys,
      Supplier<Database> opening)
      throws Faulty {
    Policies policies = PolicyFiles.read(config.policies());
    Deque<AutoCloseable> open = new ArrayDeque<>();
    try {
      var tokenTimes = new TokenTimes();
      CryptoToken keys = new TimedCryptoToken(tokenKeys.get(), tokenTimes);
      open.push(keys);
      Database database = Unavailable.unless("the database", opening);
      open.push(database);
      Journal journal =
          Unavailable.unless(
              "the database", () -> Journal.of(config.journal().folder(), database, clock));
      open.push(journal);
      return new Adapters(config, policies, clock, random, journal, keys, tokenTimes, open);
    } catch (RuntimeException e) {
      Closing.all(open);
      throw e;
    }
  }

  static DatabaseSettings settings(Config.Database database, int connections) {
    return new DatabaseSettings(
        database.url(),
        database.user(),
        database.passwordFile().map(Adapters::secret).orElse(""),
        connections,
        DATABASE_WAIT);
  }

  private static CryptoToken keys(Config.Token token, InstantSource clock) {
    return switch (token) {
      case Config.Token.Pkcs11(var module, var label, var pinFile, var lanes) ->
          new Pkcs11CryptoToken(
              Pkcs11Module.load(module),
              label,
              pinFile.path(),
              new BoundedExecutor("token", lanes, LANE_QUEUE, LANE_PATIENCE),
              clock);
      case Config.Token.Pkcs12(var file, var passwordFile) ->
          SoftCryptoToken.open(file, passwordFile.path());
    };
  }

  /// A password in one line of a file.
  static String secret(SecretFile file) {
    return new String(file.read());
  }

  /// The OCSP responders of the issuing CAs.
  TokenResponder responder() {
    return new TokenResponder(keys, authorities(), database.history().history(), clock, random);
  }

  /// The responder for a CA that was added a moment ago, which the others may not have seen yet.
  TokenResponder responderThatKnowsAll() {
    var all = new TokenAuthorities(keys, database.institution().issuers(), clock);
    return new TokenResponder(keys, all, database.history().history(), clock, random);
  }

  public Policies policies() {
    return policies;
  }

  public Database database() {
    return database;
  }

  /// The policies' rate limits, where they count.
  RateLimits rateLimits() {
    return config.acme().rateLimits() ? database.account().rateLimits() : new NoRateLimits();
  }

  /// The policies with their limits, where these count.
  Policies limitedPolicies() {
    return config.acme().rateLimits() ? policies : policies.withoutLimits();
  }

  /// Lets go of token and database.
  @Override
  public void close() {
    Closing.all(open);
  }
}
