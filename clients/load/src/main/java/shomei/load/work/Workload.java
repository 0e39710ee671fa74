package shomei.load.work;

import java.io.IOException;
import shomei.load.wire.OperationFailure;
import shomei.load.wire.SimulatedClient;

/// Something to do to a server again and again, by many clients at once. Once is an operation.
public interface Workload {
  /// Does it once, from beginning to end.
  ///
  /// @return what it was, for the results
  /// @throws OperationFailure where it came to nothing
  /// @throws shomei.sdk.AcmeFailure where it came to nothing, and the SDK knows why
  /// @throws IOException where the connection broke for good
  String run(SimulatedClient client) throws IOException, OperationFailure;

  /// How often it can be done at most.
  default long most() {
    return Long.MAX_VALUE;
  }

  /// What was made while the run went on, since too little was made ahead.
  default long madeLate() {
    return 0;
  }
}
