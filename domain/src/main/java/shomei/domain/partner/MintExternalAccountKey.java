package shomei.domain.partner;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import shomei.domain.account.Binding;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.account.ExternalAccountSecret;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.subscriber.Subscriber;

/// Mints external account keys (PROTOCOL.md, *External account binding*).
public final class MintExternalAccountKey {
  private static final Duration SUBSCRIBER_KEY_LIFETIME = Duration.ofMinutes(10);

  private final Policies policies;
  private final ExternalAccountKeys keys;
  private final ExternalAccountSecret secrets;
  private final InstantSource clock;
  private final RandomGenerator random;

  public MintExternalAccountKey(
      Policies policies,
      ExternalAccountKeys keys,
      ExternalAccountSecret secrets,
      InstantSource clock,
      RandomGenerator random) {
    this.policies = policies;
    this.keys = keys;
    this.secrets = secrets;
    this.clock = clock;
    this.random = random;
  }

  /// A new key and its secret, which is told this once.
  ///
  /// @param secret the MAC key in base64url without padding, as clients want it
  public record Minted(ExternalAccountKey key, String secret) {
    @Override
    public String toString() {
      return "Minted[" + key.kid() + "]";
    }
  }

  /// @param profiles what accounts made with it may order; empty: every profile for DNS names
  /// @param lifetime how long it may be used, if not for ever
  /// @throws Refusal INVALID_PROFILE where a profile is not one for DNS names
  public Minted forPartner(
      Institution institution,
      Partner partner,
      Set<String> profiles,
      boolean singleUse,
      Optional<Duration> lifetime,
      Actor operator) {
    Map<String, Policy.Profile> known = policies.of(institution).profiles();
    for (String name : profiles) {
      Policy.Profile profile = known.get(name);
      if (profile == null || !profile.forIdentifiers().equals("dns")) {
        throw new Refusal(Reason.INVALID_PROFILE, "no profile for DNS names is called " + name);
      }
    }
    Map<String, String> details = new TreeMap<>(Map.of("partner", partner.name()));
    if (!profiles.isEmpty()) {
      details.put("profiles", String.join(", ", new TreeSet<>(profiles)));
    }
    return mint(
        institution,
        new Binding.ToPartner(partner.id(), profiles),
        singleUse,
        lifetime,
        operator,
        details);
  }

  /// For a subscriber who has just logged in: one use, ten minutes.
  ///
  /// @throws Refusal SUSPENDED
  public Minted forSubscriber(
      Institution institution, Subscriber subscriber, Binding.Act act, Origin origin) {
    if (subscriber.suspended()) {
      throw new Refusal(Reason.SUSPENDED, "the seat is suspended");
    }
    String seat = "subscriber:" + subscriber.name();
    return mint(
        institution,
        new Binding.ToSubscriber(subscriber.id(), act),
        true,
        Optional.of(SUBSCRIBER_KEY_LIFETIME),
        Actor.subscriber(subscriber.name(), origin),
        Map.of("seat", seat, "for", act.name()));
  }

  private Minted mint(
      Institution institution,
      Binding binding,
      boolean singleUse,
      Optional<Duration> lifetime,
      Actor by,
      Map<String, String> details) {
    Instant now = clock.instant();
    String kid;
    String secret;
    do {
      kid = kid();
      secret = base64url(secrets.of(institution.id(), kid));
    } while (secret.startsWith("-")); // a command line would take it for an option
    ExternalAccountKey key =
        new ExternalAccountKey(
            kid,
            institution.id(),
            binding,
            singleUse,
            now,
            lifetime.map(now::plus),
            ExternalAccountKey.State.USABLE);
    keys.add(
        key,
        new Entry(
            now,
            institution.id(),
            by,
            Act.EXTERNAL_KEY_MINTED,
            "external-account-key:" + kid,
            details));
    return new Minted(key, secret);
  }

  private String kid() {
    byte[] name = new byte[16];
    random.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }

  private static String base64url(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
