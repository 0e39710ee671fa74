package shomei.protocol.jws;

/// A payload with a signature that nobody has checked yet. The payload is out of reach until
/// [JwsVerifier] has found the signature right, so no code can act on it too early.
public final class Signed {

  private final SignatureAlgorithm algorithm;
  private final byte[] signingInput;
  private final byte[] signature;
  private final byte[] payload;

  Signed(SignatureAlgorithm algorithm, byte[] signingInput, byte[] signature, byte[] payload) {
    this.algorithm = algorithm;
    this.signingInput = signingInput;
    this.signature = signature;
    this.payload = payload;
  }

  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  byte[] signingInput() {
    return signingInput;
  }

  byte[] signature() {
    return signature;
  }

  byte[] payload() {
    return payload;
  }

  @Override
  public String toString() {
    return "Signed[" + algorithm.wireName() + "]";
  }
}
