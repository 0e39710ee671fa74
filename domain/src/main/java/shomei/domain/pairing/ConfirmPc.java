package shomei.domain.pairing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import shomei.domain.account.Binding;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.partner.MintExternalAccountKey;
import shomei.domain.subscriber.Subscriber;

/// *This is my PC*: hands the tool that was led here the single-use binding for the seat's
/// acquisition (PROTOCOL.md, *External account binding*).
///
/// *Threat:* a code was read out to a fraudster, whose tool came (RFC 8628 §5.4). *Answer:* the
/// page shows that tool's PC, its user and the number that it shows, and nothing is handed over
/// before its reader has said that this is the own PC; then to the key that took the pairing, and
/// to no other. *Threat:* a stolen session confirms. *Answer:* only the browser that opened the
/// pairing does, in the same seat's session.
public final class ConfirmPc {
  private final Pairings pairings;
  private final MintExternalAccountKey mint;
  private final InstantSource clock;

  public ConfirmPc(Pairings pairings, MintExternalAccountKey mint, InstantSource clock) {
    this.pairings = pairings;
    this.mint = mint;
    this.clock = clock;
  }

  /// Sent again it changes nothing.
  ///
  /// @param seat that is logged in with ID and PIN
  /// @param number that the page showed: of the tool that its reader saw
  /// @return as it is then
  /// @throws Refusal NOT_FOUND where this browser has no such pairing of that seat, SUSPENDED
  public Pairing confirm(
      Institution institution,
      PairingId id,
      Octets browser,
      Subscriber seat,
      int number,
      Origin origin) {
    Instant now = clock.instant();
    Pairing pairing =
        pairings
            .find(id)
            .filter(one -> one.institution().equals(institution.id()))
            .filter(one -> one.browser().equals(browser))
            .filter(one -> one.wanted().from() == Pairing.Opener.PIN)
            .filter(one -> one.wanted().seat().equals(seat.name()) && one.number() == number)
            .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no such pairing"));
    if (!(pairing.stateAt(now) instanceof Pairing.State.Found)) {
      return pairing;
    }
    MintExternalAccountKey.Minted minted =
        mint.forSubscriber(institution, seat, Binding.Act.ACQUIRE, origin);
    Pairing confirmed =
        pairing.to(new Pairing.State.Confirmed(Optional.of(minted.key().kid())), now);
    // of two at once one is handed over; the other's key ends unused
    return pairings.change(confirmed) ? confirmed : pairings.find(id).orElse(pairing);
  }
}
