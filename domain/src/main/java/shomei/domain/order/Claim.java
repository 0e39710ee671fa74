package shomei.domain.order;

import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;

/// On what an order may issue; each is good for one certificate.
public sealed interface Claim {
  static Claim of(Terms terms) {
    return switch (terms.identifiers().getFirst()) {
      case Identifier.Seat seat ->
          terms
              .replaces()
              .<Claim>map(serial -> new Renewal(seat.name(), serial))
              .orElseGet(() -> new Right(seat.name()));
      case Identifier.Dns dns ->
          terms.replaces().<Claim>map(Replacement::new).orElseGet(Names::new);
    };
  }

  /// The open right to acquire of a seat.
  record Right(SubscriberName seat) implements Claim {}

  /// The place of a seat's certificate, which is renewed.
  record Renewal(SubscriberName seat, Serial serial) implements Claim {}

  /// The names alone, proven by their authorizations.
  record Names() implements Claim {}

  /// Names, and the place of a certificate that they replace.
  record Replacement(Serial serial) implements Claim {}
}
