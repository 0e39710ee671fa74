package shomei.load.wire;

/// The requests of an enrollment, as they are told in results.
public enum Step {
  NEW_NONCE("newNonce"),
  NEW_ACCOUNT("newAccount"),
  NEW_ORDER("newOrder"),
  AUTHORIZATION("authorization"),
  CHALLENGE("challenge"),
  POLL_AUTHORIZATION("poll authorization"),
  FINALIZE("finalize"),
  POLL_ORDER("poll order"),
  CERTIFICATE("certificate"),
  OCSP("ocsp");

  private final String label;

  Step(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
