package shomei.sdk;

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
  REVOKE_CERT("revokeCert");

  private final String fieldName;

  AcmeResource(String fieldName) {
    this.fieldName = fieldName;
  }

  /// As the RFCs name it.
  public String fieldName() {
    return fieldName;
  }
}
