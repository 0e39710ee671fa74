package shomei.domain.account;

import java.time.Duration;
import java.util.Set;
import shomei.domain.kernel.PartnerId;
import shomei.domain.kernel.SubscriberId;

/// Whom an account acts for, taken from the external account key that it was made with.
public sealed interface Binding {
  /// May order the names that the partner is registered for.
  ///
  /// @param profiles the profiles it may order; empty: every profile for DNS names
  record ToPartner(PartnerId partner, Set<String> profiles) implements Binding {
    public ToPartner {
      profiles = Set.copyOf(profiles);
    }
  }

  /// Gets this subscriber's authorization already valid, for one act and for minutes.
  ///
  /// *Threat:* the login that the key was minted for is over, the account is not; whoever has its
  /// key could acquire whenever the right opens again. *Answer:* after [#LIFETIME] it proves like
  /// any other account.
  record ToSubscriber(SubscriberId subscriber, Act act) implements Binding {
    /// Since the account was created.
    public static final Duration LIFETIME = Duration.ofMinutes(10);
  }

  /// The act that a subscriber's key was minted for.
  enum Act {
    ACQUIRE,
    RENEW
  }
}
