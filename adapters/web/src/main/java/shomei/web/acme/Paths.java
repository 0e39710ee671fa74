package shomei.web.acme;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import shomei.domain.authorization.Challenge;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.pairing.PairingId;

/// Writes the URLs of resources and reads them back. Each resource has one spelling: what differs
/// from it in letter case, escapes, slashes or dots names nothing, so that comparing URLs as texts
/// (RFC 8555 §6.4) is enough.
public final class Paths {
  private static final String ROOT = "acme";

  private final String base;

  /// @param base what every URL of the protocol begins with: `https`, a host and perhaps a port. It
  ///   is never taken from a request's `Host`, and must be what clients use, behind whatever proxy
  public Paths(URI base) {
    boolean origin =
        "https".equals(base.getScheme())
            && base.getHost() != null
            && base.getRawPath().isEmpty()
            && base.getRawQuery() == null
            && base.getRawFragment() == null
            && base.getRawUserInfo() == null;
    if (!origin) {
      throw new IllegalArgumentException(
          "the public base URL is https://host or https://host:port, without anything behind it");
    }
    this.base = base.toString();
  }

  /// An absolute URL.
  URI url(InstitutionId institution, Resource resource) {
    return URI.create(base + "/" + ROOT + "/" + institution + "/" + relative(resource));
  }

  /// The absolute URL of a target as it stood in a request.
  String url(String target) {
    return base + target;
  }

  /// Reads an absolute URL of ours.
  Optional<ResourceUrl> readUrl(String url) {
    return url.startsWith(base) ? read(url.substring(base.length())) : Optional.empty();
  }

  Optional<ResourceUrl> read(String path) {
    List<String> parts = List.of(path.split("/", -1));
    if (parts.size() < 4 || !parts.get(0).isEmpty() || !parts.get(1).equals(ROOT)) {
      return Optional.empty();
    }
    return institution(path)
        .flatMap(
            id ->
                resource(parts.subList(3, parts.size())).map(named -> new ResourceUrl(id, named)));
  }

  /// The institution that a path begins with, whatever follows.
  Optional<InstitutionId> institution(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length < 3 || !parts[0].isEmpty() || !parts[1].equals(ROOT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new InstitutionId(parts[2]));
    } catch (Refusal noName) {
      return Optional.empty();
    }
  }

  private static String relative(Resource resource) {
    return switch (resource) {
      case Resource.Directory() -> "directory";
      case Resource.NewNonce() -> "new-nonce";
      case Resource.NewAccount() -> "new-account";
      case Resource.AccountOf(var id) -> "account/" + id;
      case Resource.OrdersOf(var id) -> "account/" + id + "/orders";
      case Resource.NewOrder() -> "new-order";
      case Resource.OrderOf(var id) -> "order/" + id;
      case Resource.FinalizeOf(var id) -> "order/" + id + "/finalize";
      case Resource.AuthorizationOf(var id) -> "authz/" + id;
      case Resource.ChallengeOf(var id, var kind) -> "challenge/" + id + "/" + kind.wire();
      case Resource.CertificateOf(var serial) -> "certificate/" + serial;
      case Resource.RevokeCert() -> "revoke-cert";
      case Resource.KeyChange() -> "key-change";
      case Resource.Waiting() -> "waiting";
      case Resource.PairingOf(var id) -> "pairing/" + id;
      case Resource.RenewalInfoOf(var certId) ->
          certId.isEmpty() ? "renewal-info" : "renewal-info/" + certId;
    };
  }

  private static Optional<Resource> resource(List<String> parts) {
    String kind = parts.getFirst();
    return switch (parts.size()) {
      case 1 -> single(kind);
      case 2 -> named(kind, parts.get(1));
      case 3 -> below(kind, parts.get(1), parts.get(2));
      default -> Optional.empty();
    };
  }

  private static Optional<Resource> single(String kind) {
    return switch (kind) {
      case "directory" -> Optional.of(new Resource.Directory());
      case "new-nonce" -> Optional.of(new Resource.NewNonce());
      case "new-account" -> Optional.of(new Resource.NewAccount());
      case "new-order" -> Optional.of(new Resource.NewOrder());
      case "revoke-cert" -> Optional.of(new Resource.RevokeCert());
      case "key-change" -> Optional.of(new Resource.KeyChange());
      case "waiting" -> Optional.of(new Resource.Waiting());
      default -> Optional.empty();
    };
  }

  private static Optional<Resource> named(String kind, String name) {
    return switch (kind) {
      case "account" -> id(name, id -> new Resource.AccountOf(new AccountId(id)));
      case "order" -> id(name, id -> new Resource.OrderOf(new OrderId(id)));
      case "authz" -> id(name, id -> new Resource.AuthorizationOf(new AuthorizationId(id)));
      case "pairing" -> id(name, id -> new Resource.PairingOf(new PairingId(id)));
      case "certificate" -> Serial.ofHex(name).map(Resource.CertificateOf::new);
      case "renewal-info" -> Optional.of(new Resource.RenewalInfoOf(name));
      default -> Optional.empty();
    };
  }

  private static Optional<Resource> below(String kind, String name, String part) {
    return switch (kind) {
      case "account" ->
          part.equals("orders")
              ? id(name, id -> new Resource.OrdersOf(new AccountId(id)))
              : Optional.empty();
      case "order" ->
          part.equals("finalize")
              ? id(name, id -> new Resource.FinalizeOf(new OrderId(id)))
              : Optional.empty();
      case "challenge" ->
          Challenge.Kind.ofWire(part)
              .flatMap(of -> id(name, id -> new Resource.ChallengeOf(new AuthorizationId(id), of)));
      default -> Optional.empty();
    };
  }

  private static Optional<Resource> id(String text, Function<UUID, Resource> resource) {
    return uuid(text).map(resource);
  }

  /// A UUID in the one spelling that we write.
  static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
