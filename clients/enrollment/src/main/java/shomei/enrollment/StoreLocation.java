package shomei.enrollment;

import org.jspecify.annotations.Nullable;

/// Where a certificate and its key live: a PKCS#12 file or a PKCS#11 token.
///
/// @param file absent with a token
/// @param module the PKCS#11 library; absent with a file
/// @param token the token's label; absent with a file
public record StoreLocation(
    @Nullable String file, @Nullable String module, @Nullable String token) {

  public static StoreLocation ofFile(String file) {
    return new StoreLocation(file, null, null);
  }

  public static StoreLocation ofToken(String module, String label) {
    return new StoreLocation(null, module, label);
  }
}
