package shomei.domain.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.domain.account.Binding;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;

/// A page and a tool that meet at the server. It carries no authority: the tool shows what it may
/// do to the protocol as ever, and the one thing that a page hands to a tool is a binding for a
/// single use ([ConfirmPc]).
///
/// *Threat:* a page watches another's pairing. *Answer:* only the browser that opened it has the
/// secret to [#browser], a cookie; no address holds one. *Threat:* another tool reports. *Answer:*
/// reports are signed by the account that took the pairing.
///
/// @param browser SHA-256 over the secret in the browser's cookie
/// @param number two digits that page and tool both show
/// @param tool that was led here, once one was
/// @param seen when the page opened it, and since then the tool's last sign of life
/// @param revision rises by one with each change
public record Pairing(
    PairingId id,
    InstitutionId institution,
    Wanted wanted,
    Octets browser,
    int number,
    Optional<Tool> tool,
    State state,
    Instant opened,
    Instant seen,
    int revision) {
  /// How long a page waits for a tool.
  public static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

  /// How long a tool's last report keeps a pairing open.
  public static final Duration KEPT = Duration.ofMinutes(60);

  /// A tool at work that has said nothing for so long is taken for cut off.
  public static final Duration SILENCE = Duration.ofSeconds(20);

  /// What the page wants.
  ///
  /// @param act ACQUIRE or RENEW
  /// @param seat as the page's reader typed it, or the one that is logged in
  /// @param renewed the certificate that is to be renewed
  /// @param from how the page knows whom it is about
  public record Wanted(
      Binding.Act act, SubscriberName seat, Optional<Serial> renewed, Opener from) {}

  /// Who opened it.
  public enum Opener {
    /// Somebody who typed a name. The tool asks for all that proves it.
    ANYBODY,
    /// The seat's holder, logged in with certificate and PIN.
    HOLDER,
    /// The seat's holder, logged in with ID and PIN while no certificate is held: the page has
    /// judged the PIN, and may hand a binding over once the PC is confirmed.
    PIN
  }

  /// Where it stands. What time makes of it is told by [#stateAt].
  public sealed interface State {
    /// Nobody has come.
    record Open() implements State {}

    /// A tool was led to it.
    ///
    /// @param asks whether the tool's person is asked before it begins; not where a page that is
    ///   logged in sent it to a tool that waited for that seat
    record Found(boolean asks) implements State {}

    /// The person wants it to begin.
    ///
    /// @param kid of the binding that goes to the tool, where the page has one for it
    record Confirmed(Optional<String> kid) implements State {}

    /// @param step from 1 to `steps`
    record Processing(int step, int steps) implements State {}

    /// It broke off; the tool can go on.
    ///
    /// @param reason a word of the tool; `silent` where nothing was heard
    record Interrupted(String reason) implements State {}

    /// @param certificate the new one
    /// @param store where the tool keeps it, for people
    record Valid(Serial certificate, String store) implements State {}

    /// The person at the tool, or at the page, does not want it.
    record Refused() implements State {}

    /// Nobody came in time, or the tool never came back.
    record Expired() implements State {}

    /// Whether nothing follows.
    default boolean isEnd() {
      return switch (this) {
        case Open() -> false;
        case Found(_) -> false;
        case Confirmed(_) -> false;
        case Processing(_, _) -> false;
        case Interrupted(_) -> false;
        case Valid(_, _) -> true;
        case Refused() -> true;
        case Expired() -> true;
      };
    }
  }

  /// When it ends unless the tool is heard of.
  public Instant expires() {
    return tool.isEmpty() ? opened.plus(CODE_LIFETIME) : seen.plus(KEPT);
  }

  /// Where it stands now.
  public State stateAt(Instant now) {
    if (state.isEnd()) {
      return state;
    }
    if (!now.isBefore(expires())) {
      return new State.Expired();
    }
    return state instanceof State.Processing && now.isAfter(seen.plus(SILENCE))
        ? new State.Interrupted("silent")
        : state;
  }

  /// The same in another state, heard of `now`.
  public Pairing to(State next, Instant now) {
    return new Pairing(
        id, institution, wanted, browser, number, tool, next, opened, now, revision + 1);
  }

  /// The same with the tool that was led to it.
  public Pairing takenBy(Tool which, boolean asks, Instant now) {
    return new Pairing(
        id,
        institution,
        wanted,
        browser,
        number,
        Optional.of(which),
        new State.Found(asks),
        opened,
        now,
        revision + 1);
  }
}
