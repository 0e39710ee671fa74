package shomei.web.acme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import shomei.domain.account.Account;
import shomei.domain.authorization.Authorization;
import shomei.domain.authorization.Challenge;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;
import shomei.domain.order.Terms;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.ReportProgress;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
import shomei.protocol.message.Directory;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingObject;
import shomei.protocol.message.PairingStatus;
import shomei.protocol.message.Status;
import shomei.protocol.problem.Problem;
import shomei.web.http.Problems;

/// Shows the domain's states as the protocol's messages. Times are cut to whole seconds, which
/// every client reads; those that a client asked for come back exactly.
final class Documents {
  private final Paths paths;
  private final InstantSource clock;

  Documents(Paths paths, InstantSource clock) {
    this.paths = paths;
    this.clock = clock;
  }

  Directory directory(InstitutionId institution, Policy policy) {
    Map<String, String> profiles = new TreeMap<>();
    policy.profiles().forEach((name, profile) -> profiles.put(name, profile.description()));
    Policy.Ordering ordering = policy.ordering();
    return new Directory(
        paths.url(institution, new Resource.NewNonce()),
        paths.url(institution, new Resource.NewAccount()),
        paths.url(institution, new Resource.NewOrder()),
        null,
        paths.url(institution, new Resource.RevokeCert()),
        paths.url(institution, new Resource.KeyChange()),
        paths.url(institution, new Resource.RenewalInfoOf("")),
        paths.url(institution, new Resource.Waiting()),
        new Directory.Meta(
            ordering.termsOfService().map(URI::create).orElse(null),
            ordering.website().map(URI::create).orElse(null),
            null,
            ordering.externalAccountRequired(),
            profiles));
  }

  shomei.protocol.message.AccountObject account(Account account) {
    return new shomei.protocol.message.AccountObject(
        switch (account.status()) {
          case VALID -> Status.VALID;
          case DEACTIVATED -> Status.DEACTIVATED;
          case REVOKED -> Status.REVOKED;
        },
        account.contacts().isEmpty() ? null : account.contacts(),
        account.termsAgreed() ? Boolean.TRUE : null,
        account.bindingJws().map(Documents::binding).orElse(null),
        paths.url(account.institution(), new Resource.OrdersOf(account.id())));
  }

  shomei.protocol.message.OrderObject order(Order order) {
    Terms terms = order.terms();
    InstitutionId institution = terms.institution();
    return new shomei.protocol.message.OrderObject(
        status(order),
        seconds(terms.expires()),
        terms.identifiers().stream().map(Documents::identifier).toList(),
        terms.notBefore().orElse(null),
        terms.notAfter().orElse(null),
        error(order),
        terms.authorizations().stream()
            .map(id -> paths.url(institution, new Resource.AuthorizationOf(id)))
            .toList(),
        paths.url(institution, new Resource.FinalizeOf(terms.id())),
        order instanceof Order.Valid valid
            ? paths.url(institution, new Resource.CertificateOf(valid.serial()))
            : null,
        terms.replacesText().orElse(null),
        terms.profile());
  }

  shomei.protocol.message.AuthorizationObject authorization(
      Authorization authorization, boolean letter) {
    Identifier identifier = authorization.identifier();
    boolean wildcard = identifier instanceof Identifier.Dns dns && dns.name().wildcard();
    Authorization.Status status = authorization.statusAt(clock.instant());
    return new shomei.protocol.message.AuthorizationObject(
        base(identifier),
        switch (status) {
          case PENDING -> Status.PENDING;
          case VALID -> Status.VALID;
          case INVALID -> Status.INVALID;
          case DEACTIVATED -> Status.DEACTIVATED;
          case EXPIRED -> Status.EXPIRED;
        },
        seconds(authorization.expires()),
        authorization.challenges().stream()
            .filter(worthShowing(status))
            .map(challenge -> challenge(authorization, challenge, letter))
            .toList(),
        wildcard ? Boolean.TRUE : null);
  }

  shomei.protocol.message.ChallengeObject challenge(
      Authorization of, Challenge challenge, boolean letter) {
    boolean pin = challenge.kind() == Challenge.Kind.PIN_01;
    Challenge.State state = challenge.state();
    return new shomei.protocol.message.ChallengeObject(
        challenge.kind().wire(),
        paths.url(of.institution(), new Resource.ChallengeOf(of.id(), challenge.kind())),
        switch (state) {
          case Challenge.State.Pending() -> Status.PENDING;
          case Challenge.State.Processing(_, _) -> Status.PROCESSING;
          case Challenge.State.Valid(_) -> Status.VALID;
          case Challenge.State.Invalid(_, _) -> Status.INVALID;
        },
        pin ? null : challenge.token(),
        state instanceof Challenge.State.Valid(Instant validated) ? seconds(validated) : null,
        state instanceof Challenge.State.Invalid invalid ? Problems.of(invalid.error()) : null,
        pin && letter ? Boolean.TRUE : null);
  }

  /// To its tool, which is not silent where it asks: what time has made of it is told once it
  /// ended.
  PairingObject pairing(Pairing pairing, Optional<ReportProgress.Handed> handed) {
    Pairing.State now = pairing.stateAt(clock.instant());
    Pairing.State state = now.isEnd() ? now : pairing.state();
    Pairing.Wanted wanted = pairing.wanted();
    return new PairingObject(
        status(state),
        switch (wanted.act()) {
          case ACQUIRE -> PairedAct.ACQUIRE;
          case RENEW -> PairedAct.RENEW;
        },
        wanted.seat().toString(),
        wanted.renewed().map(Serial::hex).orElse(null),
        state instanceof Pairing.State.Found(boolean asks) && asks,
        wanted.from() == Pairing.Opener.PIN ? Integer.toString(pairing.number()) : null,
        handed
            .map(
                key ->
                    new PairingObject.BindingKey(
                        key.kid(), Base64Url.encode(key.secret().octets())))
            .orElse(null),
        seconds(pairing.expires()));
  }

  private static PairingStatus status(Pairing.State state) {
    return switch (state) {
      case Pairing.State.Open(), Pairing.State.Found(_) -> PairingStatus.FOUND;
      case Pairing.State.Confirmed(_) -> PairingStatus.CONFIRMED;
      case Pairing.State.Processing(_, _) -> PairingStatus.PROCESSING;
      case Pairing.State.Interrupted(_) -> PairingStatus.INTERRUPTED;
      case Pairing.State.Valid(_, _) -> PairingStatus.VALID;
      case Pairing.State.Refused() -> PairingStatus.REFUSED;
      case Pairing.State.Expired() -> PairingStatus.EXPIRED;
    };
  }

  /// Those that can be answered while pending, the one that counted afterwards (RFC 8555 §7.1.4).
  private static Predicate<Challenge> worthShowing(Authorization.Status status) {
    return switch (status) {
      case PENDING, DEACTIVATED, EXPIRED -> challenge -> true;
      case VALID -> challenge -> challenge.state() instanceof Challenge.State.Valid;
      case INVALID -> challenge -> challenge.state() instanceof Challenge.State.Invalid;
    };
  }

  private static Status status(Order order) {
    return switch (order) {
      case Order.Pending(_) -> Status.PENDING;
      case Order.Ready(_) -> Status.READY;
      case Order.Processing(_, _, _) -> Status.PROCESSING;
      case Order.Valid(_, _) -> Status.VALID;
      case Order.Invalid(_, _) -> Status.INVALID;
    };
  }

  private static @Nullable Problem error(Order order) {
    return order instanceof Order.Invalid invalid ? Problems.of(invalid.error()) : null;
  }

  private static shomei.protocol.identifier.Identifier identifier(Identifier identifier) {
    return new shomei.protocol.identifier.Identifier(identifier.type(), identifier.value());
  }

  /// An authorization of a wildcard names what lies below it (RFC 8555 §7.1.4).
  private static shomei.protocol.identifier.Identifier base(Identifier identifier) {
    return switch (identifier) {
      case Identifier.Dns dns -> shomei.protocol.identifier.Identifier.dns(dns.name().base());
      case Identifier.Seat seat -> identifier(seat);
    };
  }

  private static ObjectNode binding(String jws) {
    return Json.read(jws.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /// A PEM certificate chain (RFC 8555 §9.1, RFC 7468): 64 columns, each certificate certified by
  /// the next.
  static byte[] pem(List<byte[]> chain) {
    List<String> lines = new ArrayList<>();
    Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    for (byte[] der : chain) {
      lines.add("-----BEGIN CERTIFICATE-----");
      lines.add(encoder.encodeToString(der));
      lines.add("-----END CERTIFICATE-----");
    }
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
