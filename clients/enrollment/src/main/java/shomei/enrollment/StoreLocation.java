package shomei.enrollment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// Where a certificate and its key live. In JSON each kind is told by its members, and by nothing
/// else, so that what earlier versions wrote is read.
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(StoreLocation.File.class),
  @JsonSubTypes.Type(StoreLocation.Token.class),
  @JsonSubTypes.Type(StoreLocation.Nss.class),
  @JsonSubTypes.Type(StoreLocation.Windows.class),
  @JsonSubTypes.Type(StoreLocation.Mac.class)
})
public sealed interface StoreLocation {

  /// A PKCS#12 file.
  record File(String file) implements StoreLocation {}

  /// A PKCS#11 token.
  ///
  /// @param module the PKCS#11 library
  /// @param token the token's label
  record Token(String module, String token) implements StoreLocation {}

  /// A database of NSS, as browsers on Linux have.
  ///
  /// @param database its folder
  /// @param firefox the name of the Firefox profile that it belongs to; absent: it is the one that
  ///   Chrome, Chromium and Edge share
  record Nss(String database, @Nullable String firefox) implements StoreLocation {}

  /// The person's own store of Windows.
  ///
  /// @param provider of the key: [#SOFTWARE] or [#PLATFORM]
  record Windows(String provider) implements StoreLocation {
    /// The key is kept by Windows, encrypted for the person.
    public static final String SOFTWARE = "Microsoft Software Key Storage Provider";

    /// The key is kept by the PC's TPM.
    public static final String PLATFORM = "Microsoft Platform Crypto Provider";
  }

  /// A keychain of macOS.
  ///
  /// @param keychain as `security` takes it, e.g. `login.keychain-db`
  record Mac(String keychain) implements StoreLocation {
    public static final String LOGIN = "login.keychain-db";
  }

  static StoreLocation ofFile(String file) {
    return new File(file);
  }

  static StoreLocation ofToken(String module, String label) {
    return new Token(module, label);
  }

  /// For people and scripts, in no language: the file, the token, the database or the system.
  default String description() {
    return switch (this) {
      case File file -> file.file();
      case Token token -> token.token();
      case Nss nss -> nss.database();
      case Windows windows ->
          windows.provider().equals(Windows.PLATFORM) ? "Windows (TPM)" : "Windows";
      case Mac mac -> "macOS (" + mac.keychain() + ")";
    };
  }

  /// The same place, written the same way always: `file:…`, `token:…`, `nss:…`, `windows`,
  /// `windows:platform` or `macos`.
  default String id() {
    return switch (this) {
      case File file -> "file:" + file.file();
      case Token token -> "token:" + token.token();
      case Nss nss -> "nss:" + nss.database();
      case Windows windows ->
          windows.provider().equals(Windows.PLATFORM) ? "windows:platform" : "windows";
      case Mac mac -> "macos";
    };
  }
}
