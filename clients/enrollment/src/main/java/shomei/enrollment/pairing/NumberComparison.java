package shomei.enrollment.pairing;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.UserInterface;
import shomei.protocol.message.PairingObject;
import shomei.protocol.message.PairingStatus;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;
import shomei.sdk.ClientSettings;
import shomei.sdk.ExternalAccount;

/// Shows the number that the page shows, too, until its reader says there that this is the PC.
///
/// Threat: somebody was talked into typing a code of another's page. Answer: what that page knows
/// reaches no PC before its reader has seen the PC's name and this number.
final class NumberComparison {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final AcmeAccount account;
  private final URI pairing;
  private final ClientSettings client;
  private final Pauses pauses;
  private final UserInterface person;

  NumberComparison(
      AcmeAccount account,
      URI pairing,
      ClientSettings client,
      Pauses pauses,
      UserInterface person) {
    this.account = account;
    this.pairing = pairing;
    this.client = client;
    this.pauses = pauses;
    this.person = person;
  }

  /// @return empty where the page has handed it over before, and it is lost: the PIN is asked for
  /// @throws EnrollmentException [Failure.PageEnded] where the page ended meanwhile
  Optional<ExternalAccount> await(PairingObject first) {
    PairingObject wanted = first;
    person.show(new Event.CompareNumber(String.valueOf(first.number())));
    Instant until = first.expires();
    while (true) {
      PairingObject.BindingKey key = wanted.externalAccount();
      if (key != null) {
        person.show(new Event.PcConfirmed());
        return Optional.of(PairingRun.binding(key));
      }
      switch (wanted.status()) {
        case FOUND, CONFIRMED -> {}
        case PROCESSING, INTERRUPTED -> {
          return Optional.empty();
        }
        case VALID, REFUSED, EXPIRED ->
            throw new EnrollmentException(new Failure.PageEnded(wanted.status()));
      }
      pauses.pause(POLL);
      try {
        wanted = account.pairing(pairing);
        until = wanted.expires();
      } catch (AcmeFailure.Unreachable | AcmeFailure.Busy away) {
        if (client.clock().instant().isAfter(until)) {
          throw new EnrollmentException(new Failure.PageEnded(PairingStatus.EXPIRED), away);
        }
      }
    }
  }
}
