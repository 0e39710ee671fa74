package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import shomei.domain.account.Account;
import shomei.domain.account.Binding;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Origin;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.domain.pairing.Tool;

/// A browser at the institution `kita` that opens pairings, and tools that come to them.
final class AtPairing {
  static final Octets BROWSER = Octets.of(new byte[] {1}).sha256();
  static final Octets OTHER_BROWSER = Octets.of(new byte[] {2}).sha256();
  static final Origin PAGE = Examples.from(1);

  private final CaHarness ca;

  AtPairing(CaHarness ca) {
    this.ca = ca;
  }

  static Pairing.Wanted acquire(SubscriberName seat, Pairing.Opener from) {
    return new Pairing.Wanted(Binding.Act.ACQUIRE, seat, Optional.empty(), from);
  }

  static Pairing.Wanted renew(CaHarness.Held held) {
    return new Pairing.Wanted(
        Binding.Act.RENEW,
        held.certificate().seat().orElseThrow(),
        Optional.of(held.certificate().serial()),
        Pairing.Opener.HOLDER);
  }

  static Tool tool(Account account) {
    return new Tool(account.id(), "PC-123", "taro", "0.1", List.of("file"));
  }

  OpenPairing.Opened open(Pairing.Wanted wanted) {
    return ca.step(() -> ca.use.openPairing.open(ca.kita, wanted, BROWSER, PAGE));
  }

  /// The pairing of a seat whose holder is at the own PC's tool and waits there.
  Pairing sent(CaHarness.Held held) {
    look(held.account());
    return send(open(renew(held)).pairing(), held.account()).orElseThrow();
  }

  /// *Run* on a page.
  Optional<Pairing> send(Pairing page, Account account) {
    return ca.step(
        () -> ca.use.openPairing.send(ca.kita, page.id(), page.wanted(), account.id(), BROWSER));
  }

  Optional<Pairing> look(Account account) {
    return ca.step(() -> ca.use.awaitPage.look(ca.kita, tool(account), Examples.FROM));
  }

  Pairing take(Account account, String code) {
    return ca.step(() -> ca.use.awaitPage.take(ca.kita, tool(account), code, Examples.FROM));
  }

  Pairing taken(Account account, OpenPairing.Opened opened) {
    return take(account, opened.code().bare());
  }

  Pairing report(Account account, Pairing pairing, Report report) {
    return ca.step(() -> ca.use.reportProgress.report(account.id(), pairing.id(), report));
  }

  Pairing valid(Account account, Pairing pairing, Serial certificate) {
    return report(account, pairing, new Report.Valid(certificate, "file"));
  }

  /// What the page shows.
  Pairing.State shown(Pairing pairing) {
    return ca.use
        .watchPairing
        .look(ca.kita, pairing.id(), BROWSER)
        .orElseThrow()
        .stateAt(ca.clock.instant());
  }

  static void refused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
