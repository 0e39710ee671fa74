package shomei.tool.enrollment;

import java.net.URI;
import java.security.KeyPair;
import java.util.Optional;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeServer;
import shomei.sdk.ExternalAccount;
import shomei.sdk.NewAccountTerms;
import shomei.tool.state.Profile;
import shomei.tool.state.ProfileFacts;
import shomei.tool.talk.Log;

/// The profile's account, made at its first use. Its key is on disk before the server hears of it,
/// so an account whose making was cut off is found again.
final class Accounts {
  private final Profile profile;
  private final AcmeServer server;
  private final Records records;
  private final Log log;

  Accounts(Profile profile, AcmeServer server, Records records, Log log) {
    this.profile = profile;
    this.server = server;
    this.records = records;
    this.log = log;
  }

  /// @param binding makes a new account, unless the one that is there was made with it
  AcmeAccount open(Optional<ExternalAccount> binding) {
    ProfileFacts facts = profile.facts();
    boolean rebind =
        binding.isPresent()
            && !binding.get().kid().equals(facts.binding())
            && records.read().isEmpty();
    if (rebind && facts.account() != null) {
      profile.write(facts.withAccount(null, null));
    }
    boolean pastOne = rebind && facts.account() != null;
    KeyPair key =
        (pastOne ? Optional.<KeyPair>empty() : profile.accountKey()).orElseGet(this::makeKey);
    URI known = profile.facts().account();
    if (known != null) {
      return server.account(key, known);
    }
    log.say("log.account");
    NewAccountTerms terms = NewAccountTerms.plain();
    AcmeAccount made = server.createAccount(key, binding.map(terms::with).orElse(terms));
    records.step(
        Step.ACCOUNT,
        () ->
            profile.write(
                profile
                    .facts()
                    .withAccount(made.url(), binding.map(ExternalAccount::kid).orElse(null))));
    return made;
  }

  private KeyPair makeKey() {
    KeyPair key = profile.newAccountKey();
    records.step(Step.ACCOUNT_KEY, () -> profile.keepAccountKey(key));
    return key;
  }
}
