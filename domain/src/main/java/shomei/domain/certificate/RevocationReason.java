package shomei.domain.certificate;

import java.util.Arrays;
import java.util.Optional;

/// Reasons that a revocation may give (RFC 5280 §5.3.1); those that make no sense for end entities
/// here are left out and refused.
public enum RevocationReason {
  UNSPECIFIED(0),
  KEY_COMPROMISE(1),
  AFFILIATION_CHANGED(3),
  SUPERSEDED(4),
  CESSATION_OF_OPERATION(5),
  PRIVILEGE_WITHDRAWN(9);

  private final int code;

  RevocationReason(int code) {
    this.code = code;
  }

  /// The CRLReason code.
  public int code() {
    return code;
  }

  public static Optional<RevocationReason> ofCode(int code) {
    return Arrays.stream(values()).filter(reason -> reason.code == code).findFirst();
  }
}
