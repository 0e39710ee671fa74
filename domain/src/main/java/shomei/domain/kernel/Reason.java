package shomei.domain.kernel;

/// Why a request is not granted. The edge maps each to one problem type and status (RFC 8555 §6.7,
/// RFC 9773 §5, the profiles draft and PROTOCOL.md).
public enum Reason {
  MALFORMED,
  UNAUTHORIZED,
  NOT_FOUND,
  BAD_NONCE,
  ACCOUNT_DOES_NOT_EXIST,
  ALREADY_REPLACED,
  ALREADY_REVOKED,
  BAD_CSR,
  BAD_PUBLIC_KEY,
  BAD_REVOCATION_REASON,
  CAA,
  CONNECTION,
  DNS,
  EXTERNAL_ACCOUNT_REQUIRED,
  INCORRECT_RESPONSE,
  INVALID_CONTACT,
  INVALID_PROFILE,
  KEY_IN_USE,
  ORDER_NOT_READY,
  RATE_LIMITED,
  REJECTED_IDENTIFIER,
  TLS,
  UNSUPPORTED_CONTACT,
  UNSUPPORTED_IDENTIFIER,
  USER_ACTION_REQUIRED,
  /// Too many wrong PINs in a row.
  LOCKED,
  /// No right to acquire is open.
  NOT_ELIGIBLE,
  /// The right to acquire opens later: [Failure#notBefore()].
  NOT_YET_ELIGIBLE,
  /// The renewal window opens later: [Failure#notBefore()].
  RENEWAL_NOT_OPEN,
  /// The certificate has expired, so it can no longer be renewed.
  RENEWAL_CLOSED,
  SUSPENDED,
  /// A temporary PIN was right, and a new one must be chosen with it.
  PIN_CHANGE_REQUIRED,
  /// No page waits for the code that a tool brought.
  UNKNOWN_CODE,
  /// The signing token or another part is away for the moment; the request may be repeated.
  UNAVAILABLE,
  /// A fault of ours that ended an order; nothing of its inside is told.
  INTERNAL
}
