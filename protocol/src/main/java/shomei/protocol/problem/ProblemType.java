package shomei.protocol.problem;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/// Every error type that Shomei answers with: those registered for ACME (RFC 8555 §6.7 and §9.7.3,
/// RFC 9773 §7.4, draft-ietf-acme-profiles) and Shomei's own, each with the HTTP status that it
/// usually comes with.
public enum ProblemType {
  ACCOUNT_DOES_NOT_EXIST(Namespace.ACME, "accountDoesNotExist", 400),
  ALREADY_REPLACED(Namespace.ACME, "alreadyReplaced", 409),
  ALREADY_REVOKED(Namespace.ACME, "alreadyRevoked", 400),
  BAD_CSR(Namespace.ACME, "badCSR", 400),
  BAD_NONCE(Namespace.ACME, "badNonce", 400),
  BAD_PUBLIC_KEY(Namespace.ACME, "badPublicKey", 400),
  BAD_REVOCATION_REASON(Namespace.ACME, "badRevocationReason", 400),
  BAD_SIGNATURE_ALGORITHM(Namespace.ACME, "badSignatureAlgorithm", 400),
  CAA(Namespace.ACME, "caa", 403),
  COMPOUND(Namespace.ACME, "compound", 400),
  CONNECTION(Namespace.ACME, "connection", 400),
  DNS(Namespace.ACME, "dns", 400),
  EXTERNAL_ACCOUNT_REQUIRED(Namespace.ACME, "externalAccountRequired", 403),
  INCORRECT_RESPONSE(Namespace.ACME, "incorrectResponse", 403),
  INVALID_CONTACT(Namespace.ACME, "invalidContact", 400),
  INVALID_PROFILE(Namespace.ACME, "invalidProfile", 400),
  MALFORMED(Namespace.ACME, "malformed", 400),
  ORDER_NOT_READY(Namespace.ACME, "orderNotReady", 403),
  RATE_LIMITED(Namespace.ACME, "rateLimited", 429),
  REJECTED_IDENTIFIER(Namespace.ACME, "rejectedIdentifier", 400),
  SERVER_INTERNAL(Namespace.ACME, "serverInternal", 500),
  TLS(Namespace.ACME, "tls", 400),
  UNAUTHORIZED(Namespace.ACME, "unauthorized", 403),
  UNSUPPORTED_CONTACT(Namespace.ACME, "unsupportedContact", 400),
  UNSUPPORTED_IDENTIFIER(Namespace.ACME, "unsupportedIdentifier", 400),
  USER_ACTION_REQUIRED(Namespace.ACME, "userActionRequired", 403),

  /// The login ID is locked by too many wrong PINs in a row.
  LOCKED(Namespace.SHOMEI, "locked", 403),
  /// The right to acquire is not open.
  NOT_ELIGIBLE(Namespace.SHOMEI, "notEligible", 403),
  /// The right to acquire opens later, at `notBefore`.
  NOT_YET_ELIGIBLE(Namespace.SHOMEI, "notYetEligible", 403),
  /// Renewal opens later, at `notBefore`.
  RENEWAL_NOT_OPEN(Namespace.SHOMEI, "renewalNotOpen", 403),
  /// The certificate has expired: renewal is over, re-acquisition is the way.
  RENEWAL_CLOSED(Namespace.SHOMEI, "renewalClosed", 403),
  /// The corporation or the user is suspended.
  SUSPENDED(Namespace.SHOMEI, "suspended", 403),
  /// The PIN is a temporary one: the answer must bring a new one with it.
  PIN_CHANGE_REQUIRED(Namespace.SHOMEI, "pinChangeRequired", 403),
  /// No page waits for this code.
  UNKNOWN_CODE(Namespace.SHOMEI, "unknownCode", 403);

  private final URI urn;
  private final int status;

  ProblemType(String namespace, String name, int status) {
    this.urn = URI.create(namespace + name);
    this.status = status;
  }

  public URI urn() {
    return urn;
  }

  /// The HTTP status that usually goes with this type.
  public int status() {
    return status;
  }

  /// The type of this URN; empty for one that Shomei does not know, `about:blank` included.
  public static Optional<ProblemType> of(URI urn) {
    return Stream.of(values()).filter(type -> type.urn.equals(urn)).findAny();
  }

  private static final class Namespace {
    static final String ACME = "urn:ietf:params:acme:error:";
    static final String SHOMEI = "urn:shomei:error:";
  }
}
