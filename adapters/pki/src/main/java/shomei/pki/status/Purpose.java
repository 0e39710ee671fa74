package shomei.pki.status;

import shomei.domain.history.Act;

/// What an issuing CA has another key sign in its stead.
public enum Purpose {
  /// OCSP answers (RFC 6960 §4.2.2.2).
  OCSP("-ocsp", " OCSP", "1.3.6.1.5.5.7.3.9", Act.RESPONDER_CERTIFIED),
  /// Checkpoints of the history: documents (RFC 9336).
  HISTORY("-history", " History", "1.3.6.1.5.5.7.3.36", Act.HISTORY_SIGNER_CERTIFIED),
  /// ID tokens, which are documents too.
  OIDC("-oidc", " OpenID", "1.3.6.1.5.5.7.3.36", Act.OIDC_KEY_ADDED);

  final String label;
  final String name;
  final String usage;
  final Act act;

  /// @param label what the key's label has behind the CA's name
  /// @param name what the subject has behind the CA's
  /// @param usage the object identifier of the extended key usage
  Purpose(String label, String name, String usage, Act act) {
    this.label = label;
    this.name = name;
    this.usage = usage;
    this.act = act;
  }

  /// The object identifier of the extended key usage.
  public String usage() {
    return usage;
  }
}
