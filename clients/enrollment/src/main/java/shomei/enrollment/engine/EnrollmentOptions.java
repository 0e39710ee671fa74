package shomei.enrollment.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.KeyType;
import shomei.sdk.ExternalAccount;

/// What the person chose for this run.
///
/// @param profile of the certificate, one that the directory names; absent: the server's choice
/// @param binding makes a new account, unless the one that is there was made with it
public record EnrollmentOptions(
    KeyType keyType, @Nullable String profile, Optional<ExternalAccount> binding) {

  public EnrollmentOptions with(ExternalAccount given) {
    return new EnrollmentOptions(keyType, profile, Optional.of(given));
  }
}
