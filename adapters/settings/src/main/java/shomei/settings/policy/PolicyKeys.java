package shomei.settings.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.domain.institution.Policy;
import shomei.settings.Form;
import shomei.settings.Forms;
import shomei.settings.Key;

/// Every key of a policy file.
public final class PolicyKeys {
  private static final Pattern RATE =
      Pattern.compile("([1-9][0-9]{0,5}), then 1 each ([1-9][0-9]{0,8}(ms|s|m|h))");

  private static final Form<Policy.RateLimit> RATE_LIMIT =
      new Form<>("rate limit (none; or 20, then 1 each 3s)", PolicyKeys::rateLimit);

  static final Key<Period> OPENS_BEFORE =
      Key.required(
          "renewal.opensBefore", Forms.period(366), "How long before expiry renewal opens.");
  static final Key<Boolean> NEEDS_PIN =
      Key.required(
          "renewal.needsPin",
          Forms.FLAG,
          "Whether a renewal needs the login PIN besides the old key.");
  static final Key<List<Integer>> NOTICE_DAYS =
      Key.required(
          "renewal.noticeDays",
          Forms.listOf(Forms.integer(0, 366)),
          "Days before expiry on which the holder gets a mail; 0 is the day of expiry.");
  static final Key<Policy.OldCertificate> OLD_CERTIFICATE =
      Key.of(
          "renewal.oldCertificate",
          Forms.choice(Policy.OldCertificate.class),
          "kept",
          "What becomes of the old certificate: it stays good until it expires, or is revoked when"
              + " the new one is first used.");

  static final Key<Integer> SHORTEST =
      Key.of("pins.shortest", Forms.integer(4, 12), "4", "Fewest characters of a PIN.");
  static final Key<Integer> LONGEST =
      Key.of("pins.longest", Forms.integer(4, 12), "12", "Most characters of a PIN.");
  static final Key<Integer> LOCK_AFTER =
      Key.required(
          "pins.lockAfter",
          Forms.integer(1, 100),
          "Wrong PINs in a row, wherever they were tried, after which the seat is locked.");
  static final Key<Integer> STRETCH_MEMORY =
      Key.optional(
          "pins.stretch.memory",
          Forms.SIZE_TEXT.where(
              bytes -> bytes >= 64 * 1024 && bytes <= 64 * 1024 * 1024,
              "is not between 64KiB and 64MiB"),
          "Memory of the Argon2id work on a PIN, on top of the token's key; without it there is"
              + " none.");
  static final Key<Integer> STRETCH_ITERATIONS =
      Key.of("pins.stretch.iterations", Forms.integer(1, 20), "2", "Argon2id's passes.");
  static final Key<Integer> STRETCH_LANES =
      Key.of("pins.stretch.lanes", Forms.integer(1, 4), "1", "Argon2id's lanes.");

  static final Key<Policy.LoginIdForm> LOGIN_ID =
      Key.required(
          "login.id",
          Forms.choice(Policy.LoginIdForm.class),
          "How people write their ID: contract ID and user ID apart, or one ID (four digits of the"
              + " bank's code first, M, S or T last).");
  static final Key<Boolean> PIN_ALONE =
      Key.required(
          "login.pinAloneWhileNoCertificate",
          Forms.FLAG,
          "Whether ID and PIN are the way in while no certificate is held.");

  static final Key<Boolean> REVOCATION_OPENS =
      Key.required(
          "acquisition.revocationOpens",
          Forms.FLAG,
          "Whether revoking a user's certificate opens the right to acquire the next.");
  static final Key<Boolean> REVOCATION_FIRST =
      Key.of(
          "acquisition.revocationFirst",
          Forms.FLAG,
          "false",
          "Whether a certificate, an expired one too, must be revoked before the right to acquire"
              + " opens again.");
  static final Key<Boolean> NEXT_BUSINESS_DAY =
      Key.required(
          "acquisition.administratorOnNextBusinessDay",
          Forms.FLAG,
          "Whether the counter's acts for an administrator take effect at noon, Japan time, of the"
              + " next business day; at once otherwise.");

  static final Key<Boolean> EXTERNAL_ACCOUNT =
      Key.of(
          "ordering.externalAccountRequired",
          Forms.FLAG,
          "false",
          "Whether a new ACME account must be bound to a partner or subscriber. Names of type dns"
              + " are for bound accounts in any case.");
  static final Key<String> TERMS =
      Key.optional(
          "ordering.termsOfService",
          Forms.PAGE,
          "The page of terms that a new account must agree to.");
  static final Key<String> WEBSITE =
      Key.optional(
          "ordering.website", Forms.PAGE, "The page that the directory names as the CA's.");
  static final Key<Duration> ORDER_LIFETIME =
      Key.of(
          "ordering.orderLifetime",
          Forms.duration(Duration.ofMinutes(5), Duration.ofDays(30)),
          "24h",
          "How long an order and its pending authorizations stay open.");
  static final Key<Duration> AUTHORIZATION_REUSE =
      Key.of(
          "ordering.authorizationReuse",
          Forms.duration(Duration.ZERO, Duration.ofDays(366)),
          "0s",
          "How long a proven DNS name serves the same account's later orders; 0s: never.");
  static final Key<Integer> MOST_IDENTIFIERS =
      Key.of("ordering.mostIdentifiers", Forms.integer(1, 1000), "100", "Most names in one order.");
  static final Key<Integer> MOST_PENDING =
      Key.of(
          "ordering.mostPendingOrders",
          Forms.integer(1, 100_000),
          "50",
          "Most open orders of one account.");
  static final Key<Boolean> DATES_ALLOWED =
      Key.of(
          "ordering.datesAllowed",
          Forms.FLAG,
          "false",
          "Whether an order may ask for notBefore and notAfter inside the profile's validity.");
  static final Key<List<Policy.EabAlgorithm>> EAB_ALGORITHMS =
      Key.of(
          "ordering.eabAlgorithms",
          Forms.listOf(Forms.choice(Policy.EabAlgorithm.class)),
          "[hs256, hs384, hs512]",
          "The MACs that an external account binding may use.");

  static final Key<Duration> BACKDATE =
      Key.of(
          "dates.backdate",
          Forms.duration(Duration.ZERO, Duration.ofDays(2)),
          "1h",
          "How long before it is made a certificate begins: login servers whose clocks are behind"
              + " accept it at once. When it ends does not depend on it.");
  static final Key<Duration> FURTHEST_START =
      Key.of(
          "dates.furthestStart",
          Forms.duration(Duration.ZERO, Duration.ofDays(366)),
          "30d",
          "How far ahead an order's notBefore may lie, where ordering.datesAllowed.");
  static final Key<Boolean> END_WITH_CA =
      Key.of(
          "dates.endWithCa",
          Forms.FLAG,
          "true",
          "Whether a certificate that would outlive its CA ends with it; otherwise orders are"
              + " refused from then on.");

  static final Key<Policy.RateLimit> NEW_ACCOUNTS =
      Key.of(
          "rateLimits.newAccountsPerAddress",
          RATE_LIMIT,
          "none",
          "New accounts from one network address.");
  static final Key<Policy.RateLimit> NEW_ORDERS =
      Key.of("rateLimits.newOrdersPerAccount", RATE_LIMIT, "none", "New orders of one account.");
  static final Key<Policy.RateLimit> PARTNER_ORDERS =
      Key.of(
          "rateLimits.newOrdersPerPartner",
          RATE_LIMIT,
          "none",
          "New orders of all accounts of one partner.");
  static final Key<Policy.RateLimit> FAILED_VALIDATIONS =
      Key.of(
          "rateLimits.failedValidationsPerAccount",
          RATE_LIMIT,
          "none",
          "Failed challenges of one account.");

  /// All but the profiles', in the order of the reference.
  public static final List<Key<?>> ALL =
      List.of(
          OPENS_BEFORE,
          NEEDS_PIN,
          NOTICE_DAYS,
          OLD_CERTIFICATE,
          SHORTEST,
          LONGEST,
          LOCK_AFTER,
          STRETCH_MEMORY,
          STRETCH_ITERATIONS,
          STRETCH_LANES,
          LOGIN_ID,
          PIN_ALONE,
          REVOCATION_OPENS,
          REVOCATION_FIRST,
          NEXT_BUSINESS_DAY,
          EXTERNAL_ACCOUNT,
          TERMS,
          WEBSITE,
          ORDER_LIFETIME,
          AUTHORIZATION_REUSE,
          MOST_IDENTIFIERS,
          MOST_PENDING,
          DATES_ALLOWED,
          EAB_ALGORITHMS,
          BACKDATE,
          FURTHEST_START,
          END_WITH_CA,
          NEW_ACCOUNTS,
          NEW_ORDERS,
          PARTNER_ORDERS,
          FAILED_VALIDATIONS);

  private PolicyKeys() {}

  private static Policy.RateLimit rateLimit(JsonNode value, Path base) {
    String text = Forms.TEXT.reader().read(value, base);
    if (text.equals("none")) {
      return Policy.RateLimit.NONE;
    }
    Matcher rate = RATE.matcher(text);
    if (!rate.matches()) {
      throw new IllegalArgumentException("is neither none nor like: 20, then 1 each 3s");
    }
    return new Policy.RateLimit(Integer.parseInt(rate.group(1)), Forms.durationOf(rate.group(2)));
  }
}
