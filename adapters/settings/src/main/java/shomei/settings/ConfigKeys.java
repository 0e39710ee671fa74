package shomei.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/// Every key of the server's configuration file.
public final class ConfigKeys {
  private static final Form<Duration> INTERVAL =
      Forms.duration(Duration.ofMillis(100), Duration.ofDays(1));

  static final Key<URI> PUBLIC_URL =
      Key.required(
          "publicUrl",
          Forms.origin("https"),
          "How clients reach the server; it stands before every address that the protocol hands"
              + " out.");

  static final Key<String> HTTPS_ADDRESS =
      Key.of("https.address", Forms.TEXT, "0.0.0.0", "Where HTTPS listens.");
  static final Key<Integer> HTTPS_PORT =
      Key.of("https.port", Forms.PORT, "8443", "TCP port of HTTPS; 0 takes a free one.");
  static final Key<Path> HTTPS_CERTIFICATE =
      Key.required(
          "https.certificateFile",
          Forms.FILE,
          "The server's certificate and those above it but the root, in PEM.");
  static final Key<Path> HTTPS_KEY =
      Key.required("https.keyFile", Forms.FILE, "Its private key: PKCS#8 in PEM. Secret.");

  static final Key<Config.TlsEngine> HTTPS_ENGINE =
      Key.of(
          "https.engine",
          Forms.choice(Config.TlsEngine.class),
          "jdk",
          "What does the arithmetic of TLS: the JDK, or BoringSSL where it runs on this platform.");
  static final Key<Integer> HTTPS_CONNECTIONS =
      Key.of(
          "https.connections",
          Forms.integer(1, 1_000_000),
          "4096",
          "Most connections open at once, on each of the ports; one network may hold an eighth.");
  static final Key<Duration> HTTPS_IDLE =
      Key.of(
          "https.idle",
          Forms.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          "30s",
          "How long a connection may wait for its next request.");
  static final Key<Duration> HTTPS_DRAIN =
      Key.of(
          "https.drain",
          Forms.duration(Duration.ZERO, Duration.ofMinutes(5)),
          "20s",
          "How long a server that stops waits for the requests in work.");
  static final Key<List<String>> TRUSTED_PROXIES =
      Key.of(
          "https.trustedProxies",
          Forms.listOf(Forms.ADDRESS),
          "[]",
          "Reverse proxies, by address: their X-Forwarded-For is believed, and no share bounds"
              + " them.");

  static final Key<String> MANAGEMENT_ADDRESS =
      Key.of(
          "management.address",
          Forms.TEXT,
          "127.0.0.1",
          "Where /healthz, /readyz and /metrics listen, over plain HTTP.");
  static final Key<Integer> MANAGEMENT_PORT =
      Key.of("management.port", Forms.PORT, "8081", "TCP port of management; 0 takes a free one.");

  static final Key<String> DATABASE_URL =
      Key.required(
          "database.url",
          Forms.TEXT.where(
              url -> url.startsWith("jdbc:postgresql:") && !url.contains("password="),
              "is not jdbc:postgresql://host:port/name without a password in it"),
          "A PostgreSQL of version 14 or later: jdbc:postgresql://host:port/name.");
  static final Key<String> DATABASE_USER =
      Key.required("database.user", Forms.TEXT, "Whom it is opened as.");
  static final Key<Path> DATABASE_PASSWORD =
      Key.optional(
          "database.passwordFile", Forms.FILE, "The file that holds that user's password. Secret.");
  static final Key<Integer> DATABASE_CONNECTIONS =
      Key.of("database.connections", Forms.integer(2, 200), "8", "Connections held open.");

  static final Key<Path> JOURNAL_FOLDER =
      Key.required(
          "journal.folder",
          Forms.PATH,
          "Where revocations and CRL numbers are kept a second time, for the day the database is"
              + " restored; made where it is not there. A folder of this node's own, on another"
              + " disk than the database's.");

  static final Key<Path> TOKEN_MODULE =
      Key.optional(
          "token.module",
          Forms.FILE,
          "The PKCS#11 library of the token that signs. Either this or token.file.");
  static final Key<String> TOKEN_LABEL =
      Key.optional("token.label", Forms.TEXT, "The label of the token in that library.");
  static final Key<Path> TOKEN_PIN =
      Key.optional(
          "token.pinFile", Forms.FILE, "The file that holds the token's user PIN. Secret.");
  static final Key<Integer> TOKEN_LANES =
      Key.of(
          "token.lanes",
          Forms.integer(1, 64),
          "2",
          "Sessions of the token, each with a thread of its own: how many signatures are made at"
              + " once.");
  static final Key<Path> TOKEN_FILE =
      Key.optional(
          "token.file",
          Forms.PATH,
          "A PKCS#12 file with the signing keys, made where it is not there. For development"
              + " only.");
  static final Key<Path> TOKEN_PASSWORD =
      Key.optional("token.passwordFile", Forms.FILE, "The file that holds its password. Secret.");

  static final Key<Integer> STRETCH_LANES =
      Key.of(
          "pins.lanes",
          Forms.integer(1, 64),
          "2",
          "PINs stretched at once, where the policy stretches; each takes the policy's memory and a"
              + " processor.");

  static final Key<String> SMTP_HOST =
      Key.optional(
          "smtp.host", Forms.TEXT, "The mail server; without it notices wait in the outbox.");
  static final Key<Integer> SMTP_PORT =
      Key.of("smtp.port", Forms.integer(1, 65_535), "587", "Its TCP port.");
  static final Key<Config.MailSecurity> SMTP_SECURITY =
      Key.of(
          "smtp.security",
          Forms.choice(Config.MailSecurity.class),
          "starttls",
          "How mail is kept secret on its way: starttls (insisted on), tls from the first octet, or"
              + " none.");
  static final Key<String> SMTP_USER =
      Key.optional(
          "smtp.user", Forms.TEXT, "Whom the server authenticates as; nobody where absent.");
  static final Key<Path> SMTP_PASSWORD =
      Key.optional("smtp.passwordFile", Forms.FILE, "The file that holds the password. Secret.");
  static final Key<Path> SMTP_TRUST =
      Key.optional(
          "smtp.trustFile",
          Forms.FILE,
          "The CA certificates, in PEM, that the mail server's must chain to; those of the JDK"
              + " where absent.");
  static final Key<String> SMTP_FROM =
      Key.optional(
          "smtp.from",
          Forms.TEXT.where(text -> text.matches("[^@\\s<>]+@[^@\\s<>]+"), "is not a mail address"),
          "The sender's address. Needed with smtp.host.");
  static final Key<String> SMTP_CLIENT_NAME =
      Key.optional(
          "smtp.clientName",
          Forms.TEXT.where(text -> text.matches("[A-Za-z0-9.-]{1,253}"), "is not a host's name"),
          "What the server calls itself to it (EHLO); the host of publicUrl where absent.");
  static final Key<Duration> SMTP_TIMEOUT =
      Key.of(
          "smtp.timeout",
          Forms.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
          "30s",
          "How long the mail server may take to connect and to answer each command.");
  static final Key<Path> MAIL_TEXTS =
      Key.optional(
          "mailTexts",
          Forms.FOLDER,
          "A folder with the institutions' own mail texts, which come before those that ship.");

  static final Key<Path> POLICIES =
      Key.optional(
          "policies",
          Forms.FOLDER,
          "A folder with the operator's policy files, NAME.yaml each. acme, biznet and densai ship;"
              + " a file of that name takes their place.");

  static final Key<Duration> NONCE_LIFETIME =
      Key.of(
          "acme.nonceLifetime",
          Forms.duration(Duration.ofMinutes(1), Duration.ofDays(1)),
          "1h",
          "How long a nonce can be used.");
  static final Key<Integer> ADMISSION =
      Key.of(
          "acme.requestsAtOnce",
          Forms.integer(1, 10_000),
          "256",
          "Requests worked on at once; those beyond are answered 503 with Retry-After.");
  static final Key<Integer> BODY_LIMIT =
      Key.of(
          "acme.bodyLimit",
          Forms.SIZE_TEXT.where(
              bytes -> bytes >= 8 * 1024 && bytes <= 1024 * 1024, "is not between 8KiB and 1MiB"),
          "64KiB",
          "Largest body of a request.");
  static final Key<Duration> BODY_TIMEOUT =
      Key.of(
          "acme.bodyTimeout",
          Forms.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)),
          "10s",
          "How long a client may take to send a request.");
  static final Key<Boolean> RATE_LIMITS =
      Key.of(
          "acme.rateLimits",
          Forms.FLAG,
          "true",
          "Whether the policies' rate limits count. Switch them off on a test server only.");

  static final Key<InetSocketAddress> RESOLVER =
      Key.optional(
          "validation.resolver",
          Forms.HOST_AND_PORT,
          "The DNS resolver to ask, which ought to validate DNSSEC; that of the machine where"
              + " absent.");
  static final Key<Integer> HTTP_01_PORT =
      Key.of(
          "validation.http01Port", Forms.integer(1, 65_535), "80", "TCP port that http-01 asks.");
  static final Key<Integer> REDIRECT_PORT =
      Key.of(
          "validation.redirectPort",
          Forms.integer(1, 65_535),
          "443",
          "TCP port that redirects of http-01 to https lead to.");
  static final Key<Integer> TLS_ALPN_01_PORT =
      Key.of(
          "validation.tlsAlpn01Port",
          Forms.integer(1, 65_535),
          "443",
          "TCP port that tls-alpn-01 asks.");
  static final Key<List<String>> ALLOW =
      Key.of(
          "validation.allow",
          Forms.listOf(Forms.ADDRESS_RANGE),
          "[]",
          "Address ranges that validation may ask although they are loopback, link-local, private"
              + " or otherwise special. For test servers only.");
  static final Key<Duration> VALIDATION_TIMEOUT =
      Key.of(
          "validation.timeout",
          Forms.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
          "10s",
          "How long one look at a name may take, redirects included.");
  static final Key<Integer> VALIDATION_TRIES =
      Key.of(
          "validation.tries",
          Forms.integer(1, 10),
          "3",
          "How often a name is looked at before its challenge fails.");
  static final Key<Duration> VALIDATION_PAUSE =
      Key.of(
          "validation.pause",
          Forms.duration(Duration.ofMillis(10), Duration.ofMinutes(1)),
          "2s",
          "Between two looks at a name.");
  static final Key<Duration> NOTICES_EVERY =
      Key.of("schedule.notices", INTERVAL, "1m", "How often due notices are decided.");
  static final Key<Duration> MAIL_EVERY =
      Key.of("schedule.mail", INTERVAL, "10s", "How often waiting mail is sent.");
  static final Key<Duration> LEFTOVERS_EVERY =
      Key.of(
          "schedule.leftovers",
          INTERVAL,
          "30s",
          "How often issuing and validation that another node left unfinished are taken up.");
  static final Key<Duration> PURGE_EVERY =
      Key.of(
          "schedule.purge",
          INTERVAL,
          "10m",
          "How often spent nonces, full rate limits and wrong PINs at unknown names are"
              + " forgotten.");

  static final Key<List<LocalDate>> CLOSED =
      Key.of(
          "calendar.closed",
          Forms.listOf(Forms.DATE),
          "[]",
          "Days that are no business days although the built-in calendar of Japan says so.");
  static final Key<List<LocalDate>> OPEN =
      Key.of(
          "calendar.open",
          Forms.listOf(Forms.DATE),
          "[]",
          "Days that are business days although the built-in calendar of Japan says otherwise.");

  /// All, in the order of the reference.
  public static final List<Key<?>> ALL =
      List.of(
          PUBLIC_URL,
          HTTPS_ADDRESS,
          HTTPS_PORT,
          HTTPS_CERTIFICATE,
          HTTPS_KEY,
          HTTPS_ENGINE,
          HTTPS_CONNECTIONS,
          HTTPS_IDLE,
          HTTPS_DRAIN,
          TRUSTED_PROXIES,
          MANAGEMENT_ADDRESS,
          MANAGEMENT_PORT,
          StatusKeys.STATUS_ADDRESS,
          StatusKeys.STATUS_PORT,
          StatusKeys.STATUS_URL,
          StatusKeys.CRL_LOOK,
          StatusKeys.CRL_EVERY,
          StatusKeys.CRL_VALIDITY,
          StatusKeys.CRL_SHARD_SIZE,
          StatusKeys.COMPLETE_CRL_EVERY,
          StatusKeys.BACKDATE,
          StatusKeys.OCSP_VALIDITY,
          StatusKeys.OCSP_SIGNATURES,
          StatusKeys.OCSP_ANSWERS,
          LoginKeys.LOGIN_ADDRESS,
          LoginKeys.LOGIN_PORT,
          LoginKeys.LOGIN_CERTIFICATE,
          LoginKeys.LOGIN_KEY,
          HistoryKeys.HISTORY_SEAL,
          HistoryKeys.HISTORY_CHECKPOINT,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          DATABASE_CONNECTIONS,
          JOURNAL_FOLDER,
          TOKEN_MODULE,
          TOKEN_LABEL,
          TOKEN_PIN,
          TOKEN_LANES,
          TOKEN_FILE,
          TOKEN_PASSWORD,
          STRETCH_LANES,
          SMTP_HOST,
          SMTP_PORT,
          SMTP_SECURITY,
          SMTP_USER,
          SMTP_PASSWORD,
          SMTP_TRUST,
          SMTP_FROM,
          SMTP_CLIENT_NAME,
          SMTP_TIMEOUT,
          MAIL_TEXTS,
          POLICIES,
          NONCE_LIFETIME,
          ADMISSION,
          BODY_LIMIT,
          BODY_TIMEOUT,
          RATE_LIMITS,
          RESOLVER,
          HTTP_01_PORT,
          REDIRECT_PORT,
          TLS_ALPN_01_PORT,
          ALLOW,
          VALIDATION_TIMEOUT,
          VALIDATION_TRIES,
          VALIDATION_PAUSE,
          NOTICES_EVERY,
          MAIL_EVERY,
          LEFTOVERS_EVERY,
          PURGE_EVERY,
          CLOSED,
          OPEN);

  private ConfigKeys() {}
}
