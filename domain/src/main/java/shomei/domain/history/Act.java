package shomei.domain.history;

/// What can be done that an auditor wants to see.
public enum Act {
  INSTITUTION_PUT,
  ISSUER_ADDED,
  /// An issuing CA gave its OCSP responder a certificate.
  RESPONDER_CERTIFIED,
  /// An issuing CA gave the key that signs checkpoints of this history a certificate.
  HISTORY_SIGNER_CERTIFIED,
  CORPORATION_REGISTERED,
  USER_REGISTERED,
  /// A seat's login ID was acquired by its holder, and its right to acquire opened.
  LOGIN_ID_ACQUIRED,
  /// What is registered of a user was changed.
  SUBSCRIBER_CHANGED,
  /// A user's seat was deleted; its ID is never given again.
  USER_DELETED,
  /// A corporation's own data was changed.
  COMPANY_CHANGED,
  SUBSCRIBER_SUSPENDED,
  SUBSCRIBER_UNSUSPENDED,
  SUBSCRIBER_UNLOCKED,
  PIN_RESET,
  PIN_CHANGED,
  PIN_WRONG,
  PIN_LOCKED,
  LOGGED_IN,
  /// The PIN was right, or was not asked for: something else was in the way.
  LOGIN_REFUSED,
  /// A login session was ended, by its holder or by what became of it.
  SESSION_ENDED,
  RIGHT_OPENED,
  RIGHT_CLOSED,
  PARTNER_PUT,
  PARTNER_REMOVED,
  EXTERNAL_KEY_MINTED,
  EXTERNAL_KEY_REVOKED,
  LOGIN_SERVER_ADDED,
  LOGIN_SERVER_REMOVED,
  OIDC_CLIENT_ADDED,
  OIDC_CLIENT_REMOVED,
  OIDC_KEY_ADDED,
  OIDC_KEY_REMOVED,
  /// An application was told who is logged in.
  CODE_REDEEMED,
  /// A code was turned in twice, and ended.
  CODE_REPLAYED,
  ACCOUNT_CREATED,
  ACCOUNT_CHANGED,
  ACCOUNT_KEY_CHANGED,
  ACCOUNT_DEACTIVATED,
  ORDER_PLACED,
  CHALLENGE_VALID,
  CHALLENGE_INVALID,
  AUTHORIZATION_DEACTIVATED,
  ISSUANCE_BEGUN,
  ISSUANCE_FAILED,
  CERTIFICATE_ISSUED,
  CERTIFICATE_REVOKED,
  BULK_REVOCATION_BEGUN,
  BULK_REVOCATION_ENDED,
  NOTICE_SENT,
  /// Nobody is to be told any more: the certificate was renewed, revoked or has expired.
  NOTICE_DROPPED,
  /// Mails that tell of an act on a seat were put into the outbox.
  MAIL_WRITTEN,
  /// An act was not told: there were as many mails of its kind about the seat as there may be.
  MAIL_DROPPED
}
