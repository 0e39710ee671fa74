package shomei.enrollment;

/// Kinds of places for a certificate, as a face words them.
public enum StoreKind {
  /// The database that Chrome, Chromium and Edge share on Linux.
  CHROMIUM,
  /// A Firefox profile on Linux. On Windows and macOS Firefox takes what the system has.
  FIREFOX,
  /// The person's store of Windows, for every browser there.
  WINDOWS,
  /// The same with the key in the PC's TPM.
  WINDOWS_TPM,
  /// The login keychain of macOS, for every browser there.
  MACOS,
  /// A PKCS#12 file, for the person to import.
  FILE,
  /// A PKCS#11 token.
  TOKEN;

  public static StoreKind of(StoreLocation location) {
    return switch (location) {
      case StoreLocation.File file -> FILE;
      case StoreLocation.Token token -> TOKEN;
      case StoreLocation.Nss nss -> nss.firefox() == null ? CHROMIUM : FIREFOX;
      case StoreLocation.Windows windows ->
          windows.provider().equals(StoreLocation.Windows.PLATFORM) ? WINDOWS_TPM : WINDOWS;
      case StoreLocation.Mac mac -> MACOS;
    };
  }
}
