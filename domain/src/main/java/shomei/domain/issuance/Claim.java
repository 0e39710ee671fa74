package shomei.domain.issuance;

import shomei.domain.certificate.Serial;
import shomei.domain.identifier.SubscriberName;

/// On what an order may issue; each is good for one certificate.
public sealed interface Claim {
  /// The open right to acquire of a seat.
  record Right(SubscriberName seat) implements Claim {}

  /// The place of a seat's certificate, which is renewed.
  record Renewal(SubscriberName seat, Serial serial) implements Claim {}

  /// The names alone, proven by their authorizations.
  record Names() implements Claim {}

  /// Names, and the place of a certificate that they replace.
  record Replacement(Serial serial) implements Claim {}
}
