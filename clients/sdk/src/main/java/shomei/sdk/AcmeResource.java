package shomei.sdk;

import java.time.Duration;

/// What a request is for (RFC 8555 §7.1, RFC 9773 §4.1): a transport may count and time by it.
public enum AcmeResource {
  DIRECTORY("directory"),
  NEW_NONCE("newNonce"),
  NEW_ACCOUNT("newAccount"),
  ACCOUNT("account"),
  NEW_ORDER("newOrder"),
  ORDERS("orders"),
  ORDER("order"),
  AUTHORIZATION("authorization"),
  CHALLENGE("challenge"),
  FINALIZE("finalize"),
  CERTIFICATE("certificate"),
  RENEWAL_INFO("renewalInfo"),
  KEY_CHANGE("keyChange"),
  REVOKE_CERT("revokeCert"),
  /// Where a tool waits for pages.
  WAITING("waiting", Duration.ofSeconds(30)),
  PAIRING("pairing");

  private final String fieldName;
  private final Duration held;

  AcmeResource(String fieldName) {
    this(fieldName, Duration.ZERO);
  }

  AcmeResource(String fieldName, Duration held) {
    this.fieldName = fieldName;
    this.held = held;
  }

  /// How long the server may hold the answer back on purpose; a transport waits so much longer.
  public Duration held() {
    return held;
  }

  /// As the RFCs name it.
  public String fieldName() {
    return fieldName;
  }
}
