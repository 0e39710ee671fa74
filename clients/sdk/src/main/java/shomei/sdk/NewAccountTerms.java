package shomei.sdk;

import java.util.List;
import java.util.Optional;

/// What a client says of itself when it makes an account.
///
/// @param contacts `mailto:` addresses
/// @param termsAgreed whether the holder agreed to the terms that the directory names
public record NewAccountTerms(
    List<String> contacts, boolean termsAgreed, Optional<ExternalAccount> binding) {

  public NewAccountTerms {
    contacts = List.copyOf(contacts);
  }

  /// No contact, terms agreed, no binding.
  public static NewAccountTerms plain() {
    return new NewAccountTerms(List.of(), true, Optional.empty());
  }

  public NewAccountTerms with(ExternalAccount given) {
    return new NewAccountTerms(contacts, termsAgreed, Optional.of(given));
  }
}
