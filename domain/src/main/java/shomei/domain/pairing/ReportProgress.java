package shomei.domain.pairing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import shomei.domain.account.ExternalAccountSecret;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SingleLine;

/// A tool tells the page how far it is, and reads what the page said.
///
/// *Threat:* a tool shows a page somebody else's certificate. *Answer:* it must be the seat's.
public final class ReportProgress {
  private static final int MOST_STEPS = 99;
  private static final int LONGEST = 100;
  private static final int ATTEMPTS = 20;

  private final Pairings pairings;
  private final Certificates certificates;
  private final ExternalAccountSecret secrets;
  private final InstantSource clock;

  public ReportProgress(
      Pairings pairings,
      Certificates certificates,
      ExternalAccountSecret secrets,
      InstantSource clock) {
    this.pairings = pairings;
    this.certificates = certificates;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// What a tool says.
  public sealed interface Report {
    record Confirmed() implements Report {}

    record Refused() implements Report {}

    record Processing(int step, int steps) implements Report {}

    record Interrupted(String reason) implements Report {}

    record Valid(Serial certificate, String store) implements Report {}
  }

  /// The binding that the page handed over.
  ///
  /// @param secret 64 octets
  public record Handed(String kid, Octets secret) {}

  /// @throws Refusal UNAUTHORIZED where it is another account's, NOT_FOUND
  public Pairing read(AccountId account, PairingId id) {
    Pairing pairing =
        pairings
            .find(id)
            .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "there is no such pairing"));
    if (!pairing.tool().map(Tool::account).equals(Optional.of(account))) {
      throw new Refusal(Reason.UNAUTHORIZED, "the pairing is another account's");
    }
    return pairing;
  }

  /// The secret is derived anew, so that a copy of the database binds nothing.
  public Optional<Handed> handed(Pairing pairing) {
    return pairing.stateAt(clock.instant()) instanceof Pairing.State.Confirmed(var kid)
        ? kid.map(name -> new Handed(name, Octets.of(secrets.of(pairing.institution(), name))))
        : Optional.empty();
  }

  /// @return as it is then; what has ended stays as it was
  /// @throws Refusal MALFORMED where the report says what cannot be, UNAUTHORIZED, NOT_FOUND
  public Pairing report(AccountId account, PairingId id, Report report) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Instant now = clock.instant();
      Pairing pairing = read(account, id);
      if (pairing.stateAt(now).isEnd()) {
        return pairing;
      }
      Pairing next = pairing.to(state(pairing, report), now);
      if (pairings.change(next)) {
        return next;
      }
    }
    throw new Refusal(Reason.UNAVAILABLE, "the pairing is changed by others at once");
  }

  private Pairing.State state(Pairing pairing, Report report) {
    return switch (report) {
      case Report.Confirmed() -> confirmed(pairing);
      case Report.Refused() -> new Pairing.State.Refused();
      case Report.Processing(int step, int steps) -> {
        if (step < 1 || step > steps || steps > MOST_STEPS) {
          throw new Refusal(Reason.MALFORMED, "steps are counted from 1 to at most " + MOST_STEPS);
        }
        yield new Pairing.State.Processing(step, steps);
      }
      case Report.Interrupted(String reason) ->
          new Pairing.State.Interrupted(SingleLine.require("the reason", reason, LONGEST));
      case Report.Valid(Serial serial, String store) -> valid(pairing, serial, store);
    };
  }

  /// Where the page judged the PIN, its reader confirms, not the tool.
  private static Pairing.State confirmed(Pairing pairing) {
    return pairing.wanted().from() == Pairing.Opener.PIN
            || pairing.state() instanceof Pairing.State.Confirmed
        ? pairing.state()
        : new Pairing.State.Confirmed(Optional.empty());
  }

  private Pairing.State valid(Pairing pairing, Serial serial, String store) {
    boolean theSeats =
        certificates
            .find(serial)
            .filter(one -> one.institution().equals(pairing.institution()))
            .flatMap(Certificate::seat)
            .filter(pairing.wanted().seat()::equals)
            .isPresent();
    if (!theSeats) {
      throw new Refusal(Reason.MALFORMED, "the seat has no such certificate");
    }
    return new Pairing.State.Valid(serial, SingleLine.require("the store", store, LONGEST));
  }
}
