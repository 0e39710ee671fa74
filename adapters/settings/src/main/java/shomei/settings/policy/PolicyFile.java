package shomei.settings.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import shomei.domain.institution.Policy;
import shomei.settings.binding.DataSize;
import shomei.settings.binding.Key;
import shomei.settings.binding.Rule;
import shomei.settings.binding.Text;
import shomei.settings.binding.Units;
import shomei.settings.binding.Written;

/// A policy as an operator writes it.
public record PolicyFile(
    Renewal renewal,
    Pins pins,
    Login login,
    Acquisition acquisition,
    Ordering ordering,
    Dates dates,
    Mails mails,
    Names names,
    RateLimits rateLimits,
    Map<String, Profile> profiles) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

  @Rule("profiles")
  public static Optional<String> named(Map<String, Profile> profiles) {
    if (profiles.isEmpty()) {
      return Optional.of("is empty; without a profile nothing can be ordered");
    }
    return wrong(
        !profiles.keySet().stream().allMatch(NAME.asMatchPredicate()),
        "has a name that is not 1 to 40 lower-case letters, digits or hyphens");
  }

  @Rule("renewal.opensBefore")
  public static Optional<String> opens(Renewal renewal, Map<String, Profile> profiles) {
    LocalDate opens = LocalDate.EPOCH.plus(renewal.opensBefore());
    return wrong(
        profiles.values().stream()
            .filter(profile -> profile.identifier() == IdentifierType.SUBSCRIBER)
            .anyMatch(profile -> !LocalDate.EPOCH.plus(profile.validity()).isAfter(opens)),
        "is not shorter than the validity of every profile for subscribers");
  }

  @Rule("acquisition.letterCode")
  public static Optional<String> opened(Login login, Acquisition acquisition) {
    return wrong(
        acquisition.letterCode() && login.activation().isPresent(),
        "is not for where login.activation opens the right: no letter follows");
  }

  public record Renewal(
      @Key(range = "1d..366d") Period opensBefore,
      boolean needsPin,
      @Key(range = "0..366") List<Integer> noticeDays,
      Policy.OldCertificate oldCertificate) {

    @Rule("noticeDays")
    public static Optional<String> once(List<Integer> noticeDays) {
      return wrong(new HashSet<>(noticeDays).size() < noticeDays.size(), "names a day twice");
    }
  }

  public record Pins(
      @Key(range = "4..12") int shortest,
      @Key(range = "4..12") int longest,
      @Key(range = "1..100") int lockAfter,
      @Key(range = "1..100") int lockNetworks,
      @Key(range = "1h..366d") Duration triesKept,
      Optional<Stretch> stretch) {

    @Rule("longest")
    public static Optional<String> ordered(int shortest, int longest) {
      return wrong(shortest > longest, "is less than pins.shortest");
    }
  }

  public record Stretch(
      @Key(range = "64KiB..64MiB") DataSize memory,
      @Key(range = "1..20") int iterations,
      @Key(range = "1..4") int lanes) {}

  public record Login(
      Policy.LoginIdForm id, boolean pinAloneWhileNoCertificate, Optional<Activation> activation) {

    @Rule("activation.loginId")
    public static Optional<String> chosen(Policy.LoginIdForm id, Optional<Activation> activation) {
      return wrong(
          id == Policy.LoginIdForm.SINGLE
              && activation.filter(one -> one.loginId() == Policy.LoginIdChoice.CHOSEN).isPresent(),
          "cannot be chosen where login.id is single, whose form is the bank's");
    }
  }

  public record Activation(
      Policy.Reference reference, Policy.LoginIdChoice loginId, Optional<Hours> hours) {}

  public record Hours(Policy.Days days, LocalTime from, LocalTime until) {

    @Rule("until")
    public static Optional<String> ordered(LocalTime from, LocalTime until) {
      return wrong(!from.isBefore(until), "is not later than from");
    }
  }

  public record Acquisition(
      boolean revocationOpens,
      boolean revocationFirst,
      boolean administratorOnNextBusinessDay,
      boolean letterCode) {}

  public record Ordering(
      boolean externalAccountRequired,
      @Key(text = Text.PAGE) Optional<String> termsOfService,
      @Key(text = Text.PAGE) Optional<String> website,
      @Key(range = "5m..30d") Duration orderLifetime,
      @Key(range = "0s..366d") Duration authorizationReuse,
      @Key(range = "1h..3660d") Duration ordersKept,
      @Key(range = "1..1000") int mostIdentifiers,
      @Key(range = "1..100000") int mostPendingOrders,
      boolean datesAllowed,
      Set<Policy.EabAlgorithm> eabAlgorithms) {}

  public record Dates(
      @Key(range = "0s..2d") Duration backdate,
      @Key(range = "0s..366d") Duration furthestStart,
      boolean endWithCa) {}

  public record Mails(
      Set<Policy.Told> holder,
      Set<Policy.Told> administrator,
      @Key(range = "1..100") int mostADay,
      @Key(text = Text.LINE) Optional<String> contactJa,
      @Key(text = Text.LINE) Optional<String> contactEn) {}

  public record Names(@Key(range = "1..100") int longest) {}

  public record RateLimits(
      Rate newAccountsPerAddress,
      Rate newOrdersPerAccount,
      Rate newOrdersPerPartner,
      Rate failedValidationsPerAccount,
      Rate wrongPinsPerNetwork,
      Rate wrongPinsPerInstitution) {}

  @Written("rate limit (none; or 20, then 1 each 3s)")
  public record Rate(Policy.RateLimit limit) {
    private static final Pattern FORM =
        Pattern.compile("([1-9][0-9]{0,5}), then 1 each ([1-9][0-9]{0,8}(ms|s|m|h))");

    public static Rate parse(String text) {
      if (text.equals("none")) {
        return new Rate(Policy.RateLimit.NONE);
      }
      var rate = FORM.matcher(text);
      if (!rate.matches()) {
        throw new IllegalArgumentException(text);
      }
      return new Rate(
          new Policy.RateLimit(Integer.parseInt(rate.group(1)), Units.duration(rate.group(2))));
    }
  }

  enum IdentifierType {
    SUBSCRIBER,
    DNS
  }

  /// The usages that have a name here; others are written as object identifiers.
  @Written("client-auth | server-auth | email-protection | object identifier (2.23.140.1.2.1)")
  public record Usage(String oid) {
    private static final Map<String, String> NAMED =
        Map.of(
            "client-auth", "1.3.6.1.5.5.7.3.2",
            "server-auth", "1.3.6.1.5.5.7.3.1",
            "email-protection", "1.3.6.1.5.5.7.3.4");

    public static Usage parse(String text) {
      return new Usage(Text.OBJECT_IDENTIFIER.require(NAMED.getOrDefault(text, text)));
    }
  }

  public record Profile(
      String description,
      @Key(name = "for") IdentifierType identifier,
      @Key(range = "1d..1830d") Period validity,
      Optional<String> commonName,
      List<Usage> extendedKeyUsages,
      @Key(text = Text.OBJECT_IDENTIFIER) String policyOid,
      Set<Policy.KeyType> keys) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}?");

    @Rule("commonName")
    public static Optional<String> filled(IdentifierType identifier, Optional<String> commonName) {
      Set<String> known =
          identifier == IdentifierType.DNS ? Set.of("{dns}") : Set.of("{contractId}", "{userId}");
      return PLACEHOLDER
          .matcher(commonName.orElse(""))
          .results()
          .map(result -> result.group())
          .filter(placeholder -> !known.contains(placeholder))
          .findFirst()
          .map(
              unknown ->
                  "%s cannot be filled in; %s can".formatted(unknown, String.join(", ", known)));
    }

    @Rule("extendedKeyUsages")
    public static Optional<String> used(List<Usage> extendedKeyUsages) {
      return wrong(extendedKeyUsages.isEmpty(), "is empty");
    }

    @Rule("keys")
    public static Optional<String> kept(Set<Policy.KeyType> keys) {
      return wrong(keys.isEmpty(), "is empty");
    }
  }

  Policy policy() {
    return new Policy(
        new Policy.Renewal(
            renewal.opensBefore, renewal.needsPin, renewal.noticeDays, renewal.oldCertificate),
        new Policy.Pins(
            pins.shortest,
            pins.longest,
            pins.lockAfter,
            pins.lockNetworks,
            pins.triesKept,
            rateLimits.wrongPinsPerNetwork.limit,
            rateLimits.wrongPinsPerInstitution.limit,
            pins.stretch.map(
                s -> new Policy.Stretch(s.memory.octets() / 1024, s.iterations, s.lanes))),
        new Policy.Login(
            login.id,
            login.pinAloneWhileNoCertificate,
            login.activation.map(
                one ->
                    new Policy.Activation(
                        one.reference,
                        one.loginId,
                        one.hours.map(
                            hours -> new Policy.Hours(hours.days, hours.from, hours.until))))),
        new Policy.Acquisition(
            acquisition.revocationOpens,
            acquisition.revocationFirst,
            acquisition.administratorOnNextBusinessDay,
            acquisition.letterCode),
        new Policy.Ordering(
            ordering.externalAccountRequired,
            ordering.termsOfService,
            ordering.website,
            ordering.orderLifetime,
            ordering.authorizationReuse,
            ordering.ordersKept,
            ordering.mostIdentifiers,
            ordering.mostPendingOrders,
            ordering.datesAllowed,
            ordering.eabAlgorithms,
            rateLimits.newAccountsPerAddress.limit,
            rateLimits.newOrdersPerAccount.limit,
            rateLimits.newOrdersPerPartner.limit,
            rateLimits.failedValidationsPerAccount.limit),
        new Policy.Dates(dates.backdate, dates.furthestStart, dates.endWithCa),
        new Policy.Mails(
            mails.holder, mails.administrator, mails.mostADay, mails.contactJa, mails.contactEn),
        new Policy.Names(names.longest),
        profiles.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> profile(e.getKey(), e.getValue()))));
  }

  private static Policy.Profile profile(String name, Profile profile) {
    return new Policy.Profile(
        name,
        profile.description,
        profile.identifier.name().toLowerCase(Locale.ROOT),
        profile.validity,
        profile.commonName,
        profile.extendedKeyUsages.stream().map(Usage::oid).toList(),
        profile.policyOid,
        profile.keys);
  }

  private static Optional<String> wrong(boolean wrong, String what) {
    return wrong ? Optional.of(what) : Optional.empty();
  }
}
