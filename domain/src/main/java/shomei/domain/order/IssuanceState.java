package shomei.domain.order;

import java.time.Instant;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Serial;

/// How far issuing has come: the stored part of an order's state. The rest follows from the order's
/// authorizations and the time ([Order#of]), so that an authorization and its orders can never
/// disagree.
public sealed interface IssuanceState {
  record Open() implements IssuanceState {}

  /// What is going to be signed is settled and recorded.
  record Begun(Intent intent, Instant since) implements IssuanceState {}

  record Issued(Serial serial) implements IssuanceState {}

  record Failed(Failure error) implements IssuanceState {}
}
