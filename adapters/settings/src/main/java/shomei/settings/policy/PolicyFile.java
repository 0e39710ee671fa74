package shomei.settings.policy;

import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.domain.institution.Policy;
import shomei.settings.Document;
import shomei.settings.Faulty;

/// Reads one policy file.
final class PolicyFile {
  private static final Pattern PROFILE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern BLANK = Pattern.compile("\\{[^}]*}?");

  private PolicyFile() {}

  /// @throws Faulty with everything that is wrong with the file
  static Policy read(Document file) throws Faulty {
    file.check(PolicyKeys.ALL);
    List<String> profiles = file.names("profiles");
    for (String profile : profiles) {
      file.check("profiles." + profile, ProfileKeys.ALL);
      judgeProfile(file, profile);
    }
    if (profiles.isEmpty()) {
      file.fault("profiles", "is missing; without a profile nothing can be ordered");
    }
    judge(file, profiles);
    file.end();
    return policy(file, profiles);
  }

  private static void judge(Document file, List<String> profiles) {
    var shortest = file.find(PolicyKeys.SHORTEST);
    var longest = file.find(PolicyKeys.LONGEST);
    if (shortest.isPresent() && longest.isPresent() && shortest.get() > longest.get()) {
      file.fault(PolicyKeys.LONGEST.path(), "is less than pins.shortest");
    }
    file.find(PolicyKeys.NOTICE_DAYS)
        .filter(days -> new HashSet<>(days).size() < days.size())
        .ifPresent(days -> file.fault(PolicyKeys.NOTICE_DAYS.path(), "names a day twice"));
    var memory = PolicyKeys.STRETCH_MEMORY.path();
    if (file.has("pins.stretch") && !file.has(memory)) {
      file.fault(memory, "is missing; pins.stretch needs it");
    }
    file.find(PolicyKeys.OPENS_BEFORE)
        .filter(opens -> profiles.stream().anyMatch(p -> endsBefore(file, p, opens)))
        .ifPresent(
            opens ->
                file.fault(
                    PolicyKeys.OPENS_BEFORE.path(),
                    "is longer than the validity of a profile for subscribers"));
  }

  private static boolean endsBefore(Document file, String profile, Period opensBefore) {
    var section = "profiles." + profile;
    return file.find(section, ProfileKeys.FOR).equals(Optional.of(ProfileKeys.For.SUBSCRIBER))
        && file.find(section, ProfileKeys.VALIDITY)
            .filter(validity -> !end(validity).isAfter(end(opensBefore)))
            .isPresent();
  }

  private static LocalDate end(Period period) {
    return LocalDate.EPOCH.plus(period);
  }

  private static void judgeProfile(Document file, String name) {
    var section = "profiles." + name;
    if (!PROFILE.matcher(name).matches()) {
      file.fault(section, "a profile's name has 1 to 40 lower-case letters, digits or hyphens");
    }
    var wanted = file.find(section, ProfileKeys.FOR);
    var commonName = file.find(section, ProfileKeys.COMMON_NAME);
    if (wanted.isPresent() && commonName.isPresent()) {
      Set<String> blanks =
          wanted.get() == ProfileKeys.For.DNS
              ? Set.of("{dns}")
              : Set.of("{contractId}", "{userId}");
      Matcher blank = BLANK.matcher(commonName.get());
      while (blank.find()) {
        if (!blanks.contains(blank.group())) {
          file.fault(
              section + ".commonName",
              "%s cannot be filled in; %s can".formatted(blank.group(), String.join(", ", blanks)));
        }
      }
    }
  }

  private static Policy policy(Document file, List<String> profiles) {
    return new Policy(
        new Policy.Renewal(
            file.get(PolicyKeys.OPENS_BEFORE),
            file.get(PolicyKeys.NEEDS_PIN),
            file.get(PolicyKeys.NOTICE_DAYS),
            file.get(PolicyKeys.OLD_CERTIFICATE)),
        new Policy.Pins(
            file.get(PolicyKeys.SHORTEST),
            file.get(PolicyKeys.LONGEST),
            file.get(PolicyKeys.LOCK_AFTER),
            stretch(file)),
        new Policy.Login(file.get(PolicyKeys.LOGIN_ID), file.get(PolicyKeys.PIN_ALONE)),
        new Policy.Acquisition(
            file.get(PolicyKeys.REVOCATION_OPENS),
            file.get(PolicyKeys.REVOCATION_FIRST),
            file.get(PolicyKeys.NEXT_BUSINESS_DAY)),
        ordering(file),
        new Policy.Dates(
            file.get(PolicyKeys.BACKDATE),
            file.get(PolicyKeys.FURTHEST_START),
            file.get(PolicyKeys.END_WITH_CA)),
        profiles.stream().collect(toMap(name -> name, name -> profile(file, name))));
  }

  private static Optional<Policy.Stretch> stretch(Document file) {
    return file.find(PolicyKeys.STRETCH_MEMORY)
        .map(
            memory ->
                new Policy.Stretch(
                    memory / 1024,
                    file.get(PolicyKeys.STRETCH_ITERATIONS),
                    file.get(PolicyKeys.STRETCH_LANES)));
  }

  private static Policy.Ordering ordering(Document file) {
    return new Policy.Ordering(
        file.get(PolicyKeys.EXTERNAL_ACCOUNT),
        file.find(PolicyKeys.TERMS),
        file.find(PolicyKeys.WEBSITE),
        file.get(PolicyKeys.ORDER_LIFETIME),
        file.get(PolicyKeys.AUTHORIZATION_REUSE),
        file.get(PolicyKeys.MOST_IDENTIFIERS),
        file.get(PolicyKeys.MOST_PENDING),
        file.get(PolicyKeys.DATES_ALLOWED),
        Set.copyOf(file.get(PolicyKeys.EAB_ALGORITHMS)),
        file.get(PolicyKeys.NEW_ACCOUNTS),
        file.get(PolicyKeys.NEW_ORDERS),
        file.get(PolicyKeys.PARTNER_ORDERS),
        file.get(PolicyKeys.FAILED_VALIDATIONS));
  }

  private static Policy.Profile profile(Document file, String name) {
    var section = "profiles." + name;
    return new Policy.Profile(
        name,
        file.get(section, ProfileKeys.DESCRIPTION),
        file.get(section, ProfileKeys.FOR).name().toLowerCase(Locale.ROOT),
        file.get(section, ProfileKeys.VALIDITY),
        file.find(section, ProfileKeys.COMMON_NAME),
        file.get(section, ProfileKeys.USAGES),
        file.get(section, ProfileKeys.POLICY_OID),
        Set.copyOf(file.get(section, ProfileKeys.KEYS)));
  }
}
