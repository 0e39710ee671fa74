package shomei.pkcs11;

/// No token has the label that was asked for, or more than one has.
public final class TokenNotFound extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  TokenNotFound(String message) {
    super(message);
  }
}
