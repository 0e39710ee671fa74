package shomei.enrollment.engine;

import java.net.URI;
import java.security.KeyPair;
import java.util.Optional;
import shomei.enrollment.Event;
import shomei.enrollment.UserInterface;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.ProfileSettings;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeServer;
import shomei.sdk.ExternalAccount;
import shomei.sdk.NewAccountTerms;

/// The profile's account, made at its first use. Its key is on disk before the server hears of it,
/// so an account whose making was cut off is found again.
final class ProfileAccount {
  private final Profile profile;
  private final AcmeServer server;
  private final PendingFiles pending;
  private final UserInterface person;

  ProfileAccount(Profile profile, AcmeServer server, PendingFiles pending, UserInterface person) {
    this.profile = profile;
    this.server = server;
    this.pending = pending;
    this.person = person;
  }

  /// @param binding makes a new account, unless the one that is there was made with it
  AcmeAccount open(Optional<ExternalAccount> binding) {
    ProfileSettings settings = profile.settings();
    boolean rebind =
        binding.isPresent()
            && !binding.get().kid().equals(settings.binding())
            && pending.read().filter(left -> left.has(Stage.FINALIZING)).isEmpty();
    if (rebind && settings.account() != null) {
      // what the old account has ordered is out of the new one's reach
      pending
          .read()
          .filter(left -> left.has(Stage.KEY))
          .ifPresent(left -> pending.retreat(left.withoutOrder()));
      profile.write(settings.withAccount(null, null));
    }
    boolean pastOne = rebind && settings.account() != null;
    KeyPair key =
        (pastOne ? Optional.<KeyPair>empty() : profile.accountKey()).orElseGet(this::makeKey);
    URI known = profile.settings().account();
    if (known != null) {
      return server.account(key, known);
    }
    person.show(new Event.CreatingAccount());
    NewAccountTerms terms = NewAccountTerms.plain();
    AcmeAccount made = server.createAccount(key, binding.map(terms::with).orElse(terms));
    pending.reach(
        Stage.ACCOUNT,
        () ->
            profile.write(
                profile
                    .settings()
                    .withAccount(made.url(), binding.map(ExternalAccount::kid).orElse(null))));
    return made;
  }

  private KeyPair makeKey() {
    KeyPair key = profile.newAccountKey();
    pending.reach(Stage.ACCOUNT_KEY, () -> profile.keepAccountKey(key));
    return key;
  }
}
