package shomei.protocol.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shomei.protocol.certid.CertId;
import shomei.protocol.identifier.Identifier;

/// The payload of newOrder (RFC 8555 §7.4).
///
/// ```java
/// NewOrder order = NewOrder.builder().subscriber("12345678901234/taro").profile("biznet").build();
/// ```
///
/// @param replaces certID of the certificate that this order renews (RFC 9773 §5)
/// @param profile one of the directory's (draft-ietf-acme-profiles)
public record NewOrder(
    List<Identifier> identifiers,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable String replaces,
    @Nullable String profile) {

  public NewOrder {
    identifiers = List.copyOf(Objects.requireNonNull(identifiers, "identifiers"));
  }

  /// Starts an order that asks for nothing yet.
  public static Builder builder() {
    return new Builder(new NewOrder(List.of(), null, null, null, null));
  }

  /// Builds an order step by step. It is immutable: each method gives another builder and leaves
  /// this one as it is, so that one may serve as the beginning of many orders.
  public static final class Builder {
    private final NewOrder order;

    private Builder(NewOrder order) {
      this.order = order;
    }

    /// Adds a subscriber.
    ///
    /// @param name `contractId` for an administrator, `contractId/userId` for a user
    public Builder subscriber(String name) {
      return identifier(Identifier.subscriber(name));
    }

    /// Adds DNS names; a wildcard begins with `*.`
    public Builder dns(String... names) {
      Builder more = this;
      for (String name : names) {
        more = more.identifier(Identifier.dns(name));
      }
      return more;
    }

    /// Adds an identifier of any type.
    public Builder identifier(Identifier identifier) {
      List<Identifier> all =
          Stream.concat(order.identifiers.stream(), Stream.of(identifier)).toList();
      return with(all, order.notBefore, order.notAfter, order.replaces, order.profile);
    }

    /// Asks for a certificate that is valid from this moment on.
    public Builder notBefore(Instant from) {
      return with(order.identifiers, from, order.notAfter, order.replaces, order.profile);
    }

    /// Asks for a certificate that is valid until this moment.
    public Builder notAfter(Instant until) {
      return with(order.identifiers, order.notBefore, until, order.replaces, order.profile);
    }

    /// Renews a certificate (RFC 9773 §5).
    public Builder replaces(CertId renewed) {
      return with(
          order.identifiers, order.notBefore, order.notAfter, renewed.encoded(), order.profile);
    }

    /// @param name of one of the profiles in the directory's `meta`
    public Builder profile(String name) {
      return with(order.identifiers, order.notBefore, order.notAfter, order.replaces, name);
    }

    /// @throws IllegalStateException where no identifier was added
    public NewOrder build() {
      if (order.identifiers.isEmpty()) {
        throw new IllegalStateException("an order is for at least one identifier");
      }
      return order;
    }

    private static Builder with(
        List<Identifier> identifiers,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter,
        @Nullable String replaces,
        @Nullable String profile) {
      return new Builder(new NewOrder(identifiers, notBefore, notAfter, replaces, profile));
    }
  }
}
