package shomei.domain.institution;

import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules of an institution: data that an operator edits, never code. Two ship, `biznet` and
/// `densai` (DOMAIN.md, *Two policies that ship*); a third bank is a new file.
public record Policy(
    Renewal renewal,
    Pins pins,
    Login login,
    Acquisition acquisition,
    Ordering ordering,
    Dates dates,
    Mails mails,
    Names names,
    Map<String, Profile> profiles) {
  public Policy {
    profiles = Map.copyOf(profiles);
  }

  /// The same with other rules for PINs.
  public Policy withPins(Pins changed) {
    return new Policy(
        renewal, changed, login, acquisition, ordering, dates, mails, names, profiles);
  }

  /// The same without limits on wrong PINs, accounts, orders and validations.
  public Policy unlimited() {
    return new Policy(
        renewal,
        pins.unlimited(),
        login,
        acquisition,
        ordering.unlimited(),
        dates,
        mails,
        names,
        profiles);
  }

  /// @param opensBefore how long before expiry renewal opens
  /// @param needsPin whether possession of the old key is not enough
  /// @param noticeDays days before expiry on which the holder is told, e.g. 30 and 10
  /// @param old what becomes of the old certificate
  public record Renewal(
      Period opensBefore, boolean needsPin, List<Integer> noticeDays, OldCertificate old) {
    public Renewal {
      noticeDays = List.copyOf(noticeDays);
    }
  }

  public enum OldCertificate {
    /// It stays good until it expires (seed 002).
    KEPT,
    /// It is revoked when the new one is first used.
    REVOKED_ON_FIRST_USE
  }

  /// @param shortest characters, at least 4
  /// @param longest characters, at most 12
  /// @param lockAfter wrong PINs in a row after which the seat is locked, and after which a network
  ///   must wait between tries at one seat
  /// @param lockNetworks from how many networks wrong PINs of strangers must come to lock
  /// @param triesKept how long after the latest try those before it count
  /// @param wrongPerNetwork wrong PINs of strangers from one network, at all seats
  /// @param wrongPerInstitution wrong PINs of all strangers
  /// @param stretch memory-hard work on top of the keyed verifier, if any
  public record Pins(
      int shortest,
      int longest,
      int lockAfter,
      int lockNetworks,
      Duration triesKept,
      RateLimit wrongPerNetwork,
      RateLimit wrongPerInstitution,
      Optional<Stretch> stretch) {
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 11;

    /// How long a network waits after so many wrong PINs in a row at one seat: not at all at first,
    /// then a minute, and twice as long after each further one, up to a day.
    public Duration pauseAfter(int tries) {
      if (tries < lockAfter) {
        return Duration.ZERO;
      }
      Duration grown = FIRST_WAIT.multipliedBy(1L << Math.min(tries - lockAfter, MOST_DOUBLINGS));
      Duration most = LONGEST_WAIT.compareTo(triesKept) < 0 ? LONGEST_WAIT : triesKept;
      return grown.compareTo(most) < 0 ? grown : most;
    }

    /// The same without limits on networks and the institution.
    public Pins unlimited() {
      return new Pins(
          shortest,
          longest,
          lockAfter,
          lockNetworks,
          triesKept,
          RateLimit.NONE,
          RateLimit.NONE,
          stretch);
    }
  }

  /// Argon2id's costs (RFC 9106).
  ///
  /// @param memoryKib memory in KiB
  public record Stretch(int memoryKib, int iterations, int lanes) {}

  /// @param form how a login ID is written
  /// @param pinAloneWhileNoCertificate whether ID and PIN are the way in while no certificate is
  ///   held
  /// @param activation how a seat's login ID is acquired; without it every seat has it from the
  ///   beginning
  public record Login(
      LoginIdForm form, boolean pinAloneWhileNoCertificate, Optional<Activation> activation) {
    /// Seats have their login ID from the beginning.
    public Login(LoginIdForm form, boolean pinAloneWhileNoCertificate) {
      this(form, pinAloneWhileNoCertificate, Optional.empty());
    }
  }

  /// How a person acquires the login ID of a seat that was registered (seed 004). Before, the seat
  /// is nobody's at login and acquisition.
  ///
  /// @param hours when; at any time without them
  public record Activation(Reference reference, LoginIdChoice loginId, Optional<Hours> hours) {}

  /// What an administrator is known by until then; users, by the ID that their administrator gave.
  public enum Reference {
    CONTRACT_ID,
    /// Branch, kind and number of an account that the counter registered.
    ACCOUNT
  }

  public enum LoginIdChoice {
    /// As it was registered.
    ASSIGNED,
    /// The person's own choice, in the place of the registered one.
    CHOSEN
  }

  /// Service hours in Japan.
  ///
  /// @param until after `from`; itself not within them
  public record Hours(Days days, LocalTime from, LocalTime until) {}

  public enum Days {
    BUSINESS,
    ALL
  }

  public enum LoginIdForm {
    /// Contract ID and user ID apart.
    SEPARATE,
    /// One ID: four digits of the bank's code first, a role letter last (M administrator, S or T
    /// users).
    SINGLE
  }

  /// @param revocationOpens whether revoking a user's certificate opens the right to acquire
  /// @param revocationFirst whether a seat's certificate, an expired one too, must be revoked
  ///   before its right to acquire opens again (seed 004)
  /// @param administratorOnNextBusinessDay whether the counter's acts for an administrator take
  ///   effect at noon, Japan time, of the next business day; at once otherwise
  /// @param letterCode whether an acquisition needs, besides ID and PIN, the one-time code that was
  ///   made when the right opened and went to the holder by letter
  public record Acquisition(
      boolean revocationOpens,
      boolean revocationFirst,
      boolean administratorOnNextBusinessDay,
      boolean letterCode) {}

  /// What the protocol's orders may be.
  ///
  /// @param externalAccountRequired whether a new account must be bound to a partner or subscriber
  /// @param termsOfService the address of terms that a new account must agree to
  /// @param orderLifetime how long an order and its pending authorizations stay open
  /// @param authorizationReuse how long a valid authorization of a DNS name serves later orders;
  ///   zero: never
  /// @param ordersKept how long an order is kept after it is over (its own end, and that of its
  ///   certificate), and an account without orders, where it is bound to nobody
  /// @param mostIdentifiers names in one order
  /// @param mostPendingOrders open orders of one account
  /// @param datesAllowed whether a client may ask for notBefore and notAfter inside the profile's
  ///   validity
  public record Ordering(
      boolean externalAccountRequired,
      Optional<String> termsOfService,
      Optional<String> website,
      Duration orderLifetime,
      Duration authorizationReuse,
      Duration ordersKept,
      int mostIdentifiers,
      int mostPendingOrders,
      boolean datesAllowed,
      Set<EabAlgorithm> eabAlgorithms,
      RateLimit newAccountsPerAddress,
      RateLimit newOrdersPerAccount,
      RateLimit newOrdersPerPartner,
      RateLimit failedValidationsPerAccount) {
    public Ordering {
      eabAlgorithms = Set.copyOf(eabAlgorithms);
    }

    /// The same without limits on how many accounts are made, orders placed and validations failed.
    Ordering unlimited() {
      return new Ordering(
          externalAccountRequired,
          termsOfService,
          website,
          orderLifetime,
          authorizationReuse,
          ordersKept,
          mostIdentifiers,
          mostPendingOrders,
          datesAllowed,
          eabAlgorithms,
          RateLimit.NONE,
          RateLimit.NONE,
          RateLimit.NONE,
          RateLimit.NONE);
    }
  }

  /// When certificates begin and end.
  ///
  /// @param backdate how long before it is made a certificate begins, for relying parties whose
  ///   clocks are behind; an order that asks for notBefore gets what it asks for
  /// @param furthestStart how far ahead an order's notBefore may lie
  /// @param endWithCa whether a certificate that would outlive its CA ends with it; otherwise it is
  ///   refused
  public record Dates(Duration backdate, Duration furthestStart, boolean endWithCa) {}

  /// Who is told by mail of acts on a seat, besides the notices of expiry.
  ///
  /// @param holder what the seat's holder is told of
  /// @param administrator what the corporation's administrator is told of, where it is a user's
  ///   seat
  /// @param mostADay mails of one kind about one seat that an address gets in 24 hours
  /// @param contactJa whom to call who did not do it, in Japanese; without it the branch's counter
  /// @param contactEn the same in English
  public record Mails(
      Set<Told> holder,
      Set<Told> administrator,
      int mostADay,
      Optional<String> contactJa,
      Optional<String> contactEn) {
    public Mails {
      holder = Set.copyOf(holder);
      administrator = Set.copyOf(administrator);
    }
  }

  /// The names of users.
  ///
  /// @param longest full-width characters, at most 100
  public record Names(int longest) {}

  /// The kinds of acts on a seat that mails tell of.
  public enum Told {
    /// The login ID was acquired.
    ACTIVATED,
    ACQUIRED,
    RENEWED,
    REVOKED,
    /// By the holder, by the counter, or by the administrator.
    PIN_CHANGED,
    /// The name, the mail address, or whom else the administrator's mails go to.
    REGISTRATION_CHANGED,
    LOCKED,
    UNLOCKED,
    SUSPENDED,
    UNSUSPENDED
  }

  public enum EabAlgorithm {
    HS256,
    HS384,
    HS512
  }

  /// So many at once, and one more each `per`; a `burst` of zero sets no limit.
  public record RateLimit(int burst, Duration per) {
    public static final RateLimit NONE = new RateLimit(0, Duration.ZERO);
  }

  /// A kind of certificate (draft-ietf-acme-profiles).
  ///
  /// @param description what clients read in the directory
  /// @param forIdentifiers `subscriber` or `dns`
  /// @param validity from issue to the last second of the UTC day on which it ends
  /// @param commonName the subject's CN: a template of `{contractId}`, `{userId}` and `{dns}`;
  ///   absent for none
  /// @param extendedKeyUsages OIDs in dotted form
  /// @param policyOid the certificate policy, in dotted form
  public record Profile(
      String name,
      String description,
      String forIdentifiers,
      Period validity,
      Optional<String> commonName,
      List<String> extendedKeyUsages,
      String policyOid,
      Set<KeyType> keys) {
    public Profile {
      extendedKeyUsages = List.copyOf(extendedKeyUsages);
      keys = Set.copyOf(keys);
    }

    /// Whether its certificates end with a UTC day, whoever asks for dates: subscribers' do.
    public boolean endsWithDay() {
      return forIdentifiers.equals("subscriber");
    }
  }

  /// The kinds of key that a certificate may have; RSA of 2048 to 4096 bits.
  public enum KeyType {
    P256,
    P384,
    ED25519,
    RSA
  }
}
