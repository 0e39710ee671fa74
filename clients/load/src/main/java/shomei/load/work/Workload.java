package shomei.load.work;

import java.io.IOException;
import shomei.load.wire.Failed;
import shomei.load.wire.Session;

/// Something to do to a server again and again, by many clients at once.
public interface Workload {
  /// Does it once, from beginning to end.
  ///
  /// @return what it was, for the results
  /// @throws Failed where it came to nothing
  /// @throws IOException where the connection broke for good
  String act(Session session) throws IOException, Failed;

  /// How often it can be done at most.
  default long most() {
    return Long.MAX_VALUE;
  }

  /// What was made while the run went on, since too little was made ahead.
  default long madeLate() {
    return 0;
  }
}
