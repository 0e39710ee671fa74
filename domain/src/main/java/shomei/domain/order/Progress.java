package shomei.domain.order;

import java.time.Instant;
import shomei.domain.certificate.Serial;
import shomei.domain.issuance.Intent;
import shomei.domain.refusal.Ground;

/// How far issuing has come: the stored part of an order's state. The rest follows from the order's
/// authorizations and the time ([Order#of]), so that an authorization and its orders can never
/// disagree.
public sealed interface Progress {
  record Open() implements Progress {}

  /// What is going to be signed is settled and recorded.
  record Begun(Intent intent, Instant since) implements Progress {}

  record Issued(Serial serial) implements Progress {}

  record Failed(Ground error) implements Progress {}
}
