package shomei.domain.account;

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

  /// Gets this subscriber's authorization already valid, for one act.
  record ToSubscriber(SubscriberId subscriber, Act act) implements Binding {}

  /// The act that a subscriber's key was minted for.
  enum Act {
    ACQUIRE,
    RENEW
  }
}
