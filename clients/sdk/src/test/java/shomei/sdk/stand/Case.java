package shomei.sdk.stand;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shomei.protocol.message.NewOrder;
import shomei.protocol.message.Status;
import shomei.protocol.problem.Problem;

/// An order with its one authorization and challenge.
final class Case {
  int account;
  NewOrder terms = new NewOrder(List.of(), null, null, null, null);
  Status authorization = Status.PENDING;
  Status status = Status.PENDING;
  @Nullable Problem error;
  @Nullable X509Certificate certificate;
  int pollsLeft;

  void settle(@Nullable Problem obstacle) {
    authorization = obstacle == null ? Status.VALID : Status.INVALID;
    status = obstacle == null ? Status.READY : Status.INVALID;
    error = obstacle;
  }
}
