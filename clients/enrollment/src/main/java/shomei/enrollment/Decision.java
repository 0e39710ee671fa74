package shomei.enrollment;

import shomei.protocol.message.PairedAct;

/// What the person must say yes to before it is done.
public sealed interface Decision {

  /// A page wants this program to do something.
  record RunForPage(ServerName page, PairedAct act, String subscriber) implements Decision {}

  /// A link leads to a server that neither came with the program nor was used before.
  ///
  /// Threat: a page of a stranger starts the program with the stranger's server, to get the PIN.
  /// Answer: a face spells the host out, and to refuse is what happens by itself.
  ///
  /// @param host as in [ServerName#host()]
  record TrustHost(String host) implements Decision {}
}
