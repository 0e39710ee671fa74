package shomei.domain.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shomei.domain.account.Account;
import shomei.domain.account.Binding;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Authorizations;
import shomei.domain.authorization.Challenge;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.partner.Partner;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

/// Which proofs a new order still owes: what the account has proven lately is used again, what the
/// server knows itself is valid from the start, for the rest challenges are offered.
public final class OpenAuthorizations {
  private static final int TOKEN_OCTETS = 32;

  private final Authorizations authorizations;
  private final Subscribers subscribers;
  private final RandomGenerator random;

  public OpenAuthorizations(
      Authorizations authorizations, Subscribers subscribers, RandomGenerator random) {
    this.authorizations = authorizations;
    this.subscribers = subscribers;
    this.random = random;
  }

  /// @param all one for each identifier, in their order
  /// @param fresh those of them that are new
  record Opened(List<Authorization> all, List<Authorization> fresh) {}

  /// @param partner whose names the identifiers are
  Opened open(
      Account account,
      Optional<Partner> partner,
      List<Identifier> identifiers,
      Optional<Serial> replaces,
      Policy policy,
      Instant now,
      Instant expires) {
    Map<Identifier, Authorization> known =
        policy.ordering().authorizationReuse().isZero()
                || identifiers.getFirst() instanceof Identifier.Seat
            ? Map.of()
            : authorizations.reusable(account.id(), identifiers, now).stream()
                .collect(Collectors.toMap(Authorization::identifier, Function.identity()));
    Optional<Subscriber> seat = seat(account, identifiers, replaces, now);
    Function<Identifier, Boolean> given = given(account, partner, seat);
    List<Authorization> all = new ArrayList<>();
    List<Authorization> fresh = new ArrayList<>();
    for (Identifier identifier : identifiers) {
      Authorization authorization = known.get(identifier);
      if (authorization == null) {
        boolean valid = given.apply(identifier);
        authorization =
            new Authorization(
                new AuthorizationId(TimeOrderedId.make(now, random)),
                account.id(),
                account.institution(),
                identifier,
                identifier instanceof Identifier.Seat ? replaces : Optional.empty(),
                valid ? Authorization.Status.VALID : Authorization.Status.PENDING,
                expires,
                valid ? List.of() : challenges(identifier, replaces),
                valid ? revision(seat) : OptionalInt.empty());
        fresh.add(authorization);
      }
      all.add(authorization);
    }
    return new Opened(all, fresh);
  }

  /// The seat that the account is bound to, in the first minutes and where the order is the act
  /// that its key was minted for.
  private Optional<Subscriber> seat(
      Account account, List<Identifier> identifiers, Optional<Serial> replaces, Instant now) {
    return account.binding().orElse(null) instanceof Binding.ToSubscriber bound
            && identifiers.getFirst() instanceof Identifier.Seat
            && (bound.act() == Binding.Act.RENEW) == replaces.isPresent()
            && now.isBefore(account.created().plus(Binding.ToSubscriber.LIFETIME))
        ? subscribers.find(bound.subscriber()).filter(found -> !found.suspended())
        : Optional.empty();
  }

  private static OptionalInt revision(Optional<Subscriber> seat) {
    return seat.map(found -> OptionalInt.of(found.revision())).orElse(OptionalInt.empty());
  }

  /// What the server knows without asking: that seat, and the names that an operator has vetted.
  private static Function<Identifier, Boolean> given(
      Account account, Optional<Partner> partner, Optional<Subscriber> seat) {
    return switch (account.binding().orElse(null)) {
      case null -> identifier -> false;
      case Binding.ToSubscriber bound ->
          identifier ->
              seat.filter(found -> identifier.equals(new Identifier.Seat(found.name())))
                  .isPresent();
      case Binding.ToPartner bound ->
          identifier ->
              identifier instanceof Identifier.Dns dns
                  && partner.map(found -> found.vetted(dns.name())).orElse(false);
    };
  }

  private List<Challenge> challenges(Identifier identifier, Optional<Serial> replaces) {
    return switch (identifier) {
      case Identifier.Seat seat ->
          List.of(
              challenge(
                  replaces.isPresent() ? Challenge.Kind.POSSESSION_01 : Challenge.Kind.PIN_01));
      case Identifier.Dns dns -> forName(dns.name());
    };
  }

  /// Control of one host says nothing of all names beside it, so a wildcard is proven in the DNS
  /// alone.
  private List<Challenge> forName(DnsName name) {
    return Stream.of(Challenge.Kind.values())
        .filter(
            kind -> name.wildcard() ? kind.method() == Challenge.Method.DNS : kind.method().looks())
        .map(this::challenge)
        .toList();
  }

  private Challenge challenge(Challenge.Kind kind) {
    byte[] token = new byte[TOKEN_OCTETS];
    random.nextBytes(token);
    return new Challenge(
        kind,
        Base64.getUrlEncoder().withoutPadding().encodeToString(token),
        new Challenge.State.Pending());
  }
}
