package shomei.pkcs11;

/// A PKCS#11 library answers something else than CKR_OK.
public final class CryptokiFault extends IllegalStateException {
  public static final long PIN_INCORRECT = 0xA0;
  public static final long PIN_INVALID = 0xA1;
  public static final long PIN_LEN_RANGE = 0xA2;
  public static final long SESSION_READ_ONLY = 0xB5;
  public static final long TOKEN_WRITE_PROTECTED = 0xE2;
  public static final long USER_ALREADY_LOGGED_IN = 0x100;

  private static final long serialVersionUID = 1L;

  private final long code;

  CryptokiFault(String function, long code) {
    super(function + " answered 0x" + Long.toHexString(code));
    this.code = code;
  }

  /// The CK_RV.
  public long code() {
    return code;
  }
}
