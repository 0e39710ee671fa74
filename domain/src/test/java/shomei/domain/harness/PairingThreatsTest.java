package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static shomei.domain.harness.AtPairing.BROWSER;
import static shomei.domain.harness.AtPairing.OTHER_BROWSER;
import static shomei.domain.harness.AtPairing.PAGE;
import static shomei.domain.harness.AtPairing.acquire;
import static shomei.domain.harness.AtPairing.refused;
import static shomei.domain.harness.AtPairing.tool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.account.Binding;
import shomei.domain.authorization.Authorization;
import shomei.domain.fixture.Examples;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.Pairing.State;
import shomei.domain.pairing.ReportProgress;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.domain.subscriber.Subscriber;

/// The server's part of FACES.md's threats to the meeting of page and tool.
final class PairingThreatsTest {
  private final CaHarness ca = new CaHarness();
  private final AtPairing at = new AtPairing(ca);

  private Subscriber user() {
    return ca.userOfNewCorporation(ca.kita, "10000000000001", "u1");
  }

  private OpenPairing.Opened byPin(Subscriber seat) {
    return at.open(acquire(seat.name(), Pairing.Opener.PIN));
  }

  private OpenPairing.Opened byAnybody() {
    return at.open(acquire(SubscriberName.parse("10000000000001/u1"), Pairing.Opener.ANYBODY));
  }

  private Pairing confirm(Pairing pairing, Octets browser, Subscriber seat, int number) {
    return ca.step(
        () -> ca.use.confirmPc.confirm(ca.kita, pairing.id(), browser, seat, number, PAGE));
  }

  private Optional<ReportProgress.Handed> handed(Account account, Pairing pairing) {
    return ca.use.reportProgress.handed(ca.use.reportProgress.read(account.id(), pairing.id()));
  }

  @Test
  void aWrongCodeAUsedOneAnExpiredOneAndAnotherInstitutionsAreOneAnswer() {
    OpenPairing.Opened used = byAnybody();
    at.taken(ca.account(ca.kita), used);
    OpenPairing.Opened cancelled = byAnybody();
    ca.use.watchPairing.cancel(ca.kita, cancelled.pairing().id(), BROWSER);
    OpenPairing.Opened expired = byAnybody();
    ca.advance(Pairing.CODE_LIFETIME);
    OpenPairing.Opened elsewhere =
        ca.use.openPairing.open(
            ca.hokuyo, acquire(SubscriberName.parse("A"), Pairing.Opener.ANYBODY), BROWSER, PAGE);
    List<Refusal> answers =
        List.of(
                "ABCDEFGH",
                "",
                "x".repeat(70_000),
                used.code().bare(),
                cancelled.code().bare(),
                expired.code().bare(),
                elsewhere.code().bare())
            .stream()
            .map(
                code ->
                    catchThrowableOfType(Refusal.class, () -> at.take(ca.account(ca.kita), code)))
            .toList();
    assertThat(answers)
        .allMatch(refusal -> refusal.reason() == Reason.UNKNOWN_CODE)
        .extracting(refusal -> refusal.failure().detail())
        .containsOnly(answers.getFirst().failure().detail());
  }

  @Test
  void anAccountHasFiveTriesAtCodesAndThenTheRightOneIsNotLookedAtEither() {
    OpenPairing.Opened open = byAnybody();
    Account account = ca.account(ca.kita);
    for (int i = 0; i < 5; i++) {
      refused(Reason.UNKNOWN_CODE, () -> at.take(account, "ABCDEFGH"));
    }
    Refusal late = catchThrowableOfType(Refusal.class, () -> at.take(account, open.code().bare()));
    assertThat(late.reason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(late.retryAfter()).contains(Duration.ofMinutes(2));
    ca.advance(Duration.ofMinutes(2));
    at.taken(account, open);
  }

  @Test
  void aNetworkHasFiftyTriesWhateverItsAccounts() {
    for (int i = 0; i < 50; i++) {
      Account account = ca.account(ca.kita);
      refused(Reason.UNKNOWN_CODE, () -> at.take(account, "ABCDEFGH"));
    }
    Account last = ca.account(ca.kita);
    refused(Reason.RATE_LIMITED, () -> at.take(last, "ABCDEFGH"));
    refused(
        Reason.UNKNOWN_CODE,
        () -> ca.use.awaitPage.take(ca.kita, tool(last), "ABCDEFGH", Examples.from(7)));
  }

  @Test
  void aFloodOfWaitsIsBoundedByAccount() {
    Account account = ca.account(ca.kita);
    for (int i = 0; i < 20; i++) {
      at.look(account);
    }
    refused(Reason.RATE_LIMITED, () -> at.look(account));
    at.look(ca.account(ca.kita));
  }

  @Test
  void aFloodOfPagesIsBoundedByNetwork() {
    for (int i = 0; i < 60; i++) {
      byAnybody();
    }
    refused(Reason.RATE_LIMITED, this::byAnybody);
  }

  @Test
  void ofTwoToolsAtOneCodeOneWinsAndTheOthersReportsAreNotTaken() {
    OpenPairing.Opened open = byAnybody();
    Account first = ca.account(ca.kita);
    Account second = ca.account(ca.kita);
    Pairing pairing = at.taken(first, open);
    refused(Reason.UNKNOWN_CODE, () -> at.taken(second, open));
    refused(Reason.UNAUTHORIZED, () -> at.report(second, pairing, new Report.Refused()));
    refused(Reason.UNAUTHORIZED, () -> ca.use.reportProgress.read(second.id(), pairing.id()));
    assertThat(at.shown(pairing)).isEqualTo(new State.Found(true));
  }

  @Test
  void nobodyReportsForAPairingThatNoToolWasLedTo() {
    Pairing open = byAnybody().pairing();
    Account account = ca.account(ca.kita);
    refused(Reason.UNAUTHORIZED, () -> at.report(account, open, new Report.Confirmed()));
    assertThat(at.shown(open)).isEqualTo(new State.Open());
  }

  @Test
  void anotherBrowserAndAnotherInstitutionSeeAndCancelNothing() {
    Pairing open = byAnybody().pairing();
    assertThat(ca.use.watchPairing.look(ca.kita, open.id(), OTHER_BROWSER)).isEmpty();
    assertThat(ca.use.watchPairing.look(ca.hokuyo, open.id(), BROWSER)).isEmpty();
    assertThat(ca.use.watchPairing.cancel(ca.kita, open.id(), OTHER_BROWSER)).isEmpty();
    assertThat(ca.use.watchPairing.cancel(ca.hokuyo, open.id(), BROWSER)).isEmpty();
    assertThat(at.shown(open)).isEqualTo(new State.Open());
  }

  @Test
  void onlyTheSeatsOwnToolIsSentAnything() {
    CaHarness.Held held = ca.acquire(user());
    Account stranger = ca.account(ca.kita);
    at.look(stranger);
    Pairing page = at.open(AtPairing.renew(held)).pairing();
    assertThat(at.send(page, stranger)).contains(page);
    assertThat(at.look(stranger)).isEmpty();
  }

  @Test
  void onlyTheBrowserThatOpenedThePageSendsAToolThereAndForNothingElse() {
    CaHarness.Held held = ca.acquire(user());
    at.look(held.account());
    Pairing page = at.open(AtPairing.renew(held)).pairing();
    Pairing.Wanted other =
        AtPairing.acquire(held.certificate().seat().orElseThrow(), Pairing.Opener.HOLDER);
    var use = ca.use.openPairing;
    var account = held.account().id();
    assertThat(use.send(ca.kita, page.id(), page.wanted(), account, OTHER_BROWSER)).isEmpty();
    assertThat(use.send(ca.hokuyo, page.id(), page.wanted(), account, BROWSER)).isEmpty();
    assertThat(use.send(ca.kita, page.id(), other, account, BROWSER)).isEmpty();
    assertThat(at.look(held.account())).isEmpty();
  }

  @Test
  void theBindingIsHandedOverOnceThePcIsConfirmedToItsToolAloneForOneAccountOfThatSeat() {
    Subscriber seat = user();
    Account tool = ca.account(ca.kita);
    Pairing found = at.taken(tool, byPin(seat));
    assertThat(handed(tool, found)).isEmpty();
    confirm(found, BROWSER, seat, found.number());
    ReportProgress.Handed handed = handed(tool, found).orElseThrow();
    assertThat(handed(tool, found)).as("asked again").contains(handed);
    Account other = ca.account(ca.kita);
    refused(Reason.UNAUTHORIZED, () -> handed(other, found));

    var binding = CaHarness.bound(handed.kid(), handed.secret().octets());
    Account made = ca.account(ca.kita, binding);
    assertThat(made.binding()).contains(new Binding.ToSubscriber(seat.id(), Binding.Act.ACQUIRE));
    refused(Reason.UNAUTHORIZED, () -> ca.account(ca.kita, binding));
    var order = ca.order(made, seat.name());
    assertThat(ca.authorization(order).status()).isEqualTo(Authorization.Status.VALID);
    at.report(tool, found, new Report.Processing(1, 8));
    assertThat(handed(tool, found)).isEmpty();
    CaHarness.Held held = ca.issue(made, order);
    at.valid(tool, found, held.certificate().serial());
    assertThat(at.shown(found)).isInstanceOf(State.Valid.class);
  }

  @Test
  void theBindingEndsAfterTenMinutes() {
    Subscriber seat = user();
    Account tool = ca.account(ca.kita);
    Pairing found = at.taken(tool, byPin(seat));
    confirm(found, BROWSER, seat, found.number());
    ca.advance(Duration.ofMinutes(10));
    ReportProgress.Handed late = handed(tool, found).orElseThrow();
    refused(
        Reason.UNAUTHORIZED,
        () -> ca.account(ca.kita, CaHarness.bound(late.kid(), late.secret().octets())));
    ca.advance(Pairing.KEPT);
    assertThat(handed(tool, found)).isEmpty();
  }

  @Test
  void nobodyConfirmsButThatBrowserForThatSeatWithThatNumber() {
    Subscriber seat = user();
    Subscriber other = ca.user(ca.kita, "10000000000001", "u2");
    Account tool = ca.account(ca.kita);
    Pairing found = at.taken(tool, byPin(seat));
    refused(Reason.NOT_FOUND, () -> confirm(found, OTHER_BROWSER, seat, found.number()));
    refused(Reason.NOT_FOUND, () -> confirm(found, BROWSER, other, found.number()));
    refused(Reason.NOT_FOUND, () -> confirm(found, BROWSER, seat, found.number() + 1));
    refused(
        Reason.NOT_FOUND,
        () -> ca.use.confirmPc.confirm(ca.hokuyo, found.id(), BROWSER, seat, found.number(), PAGE));
    Pairing anybodys = at.taken(ca.account(ca.kita), byAnybody());
    refused(Reason.NOT_FOUND, () -> confirm(anybodys, BROWSER, seat, anybodys.number()));
    Pairing open = byPin(seat).pairing();
    assertThat(confirm(open, BROWSER, seat, open.number())).isEqualTo(open);
    assertThat(handed(tool, found)).isEmpty();
    assertThat(at.shown(found)).isEqualTo(new State.Found(true));
  }

  @Test
  void confirmedTwiceItIsHandedOverOnce() {
    Subscriber seat = user();
    Account tool = ca.account(ca.kita);
    Pairing found = at.taken(tool, byPin(seat));
    Pairing confirmed = confirm(found, BROWSER, seat, found.number());
    assertThat(confirm(found, BROWSER, seat, found.number())).isEqualTo(confirmed);
    at.report(tool, found, new Report.Confirmed());
    assertThat(handed(tool, found)).as("after the tool said the same").isPresent();
  }

  @Test
  void theToolOfSomebodyWhoWasReadACodeGetsNothingAndShowsNothing() {
    Subscriber seat = user();
    Account fraudster = ca.account(ca.kita);
    Pairing found = at.taken(fraudster, byPin(seat));
    CaHarness.Held held = ca.acquire(seat);
    for (Report report :
        List.of(
            new Report.Confirmed(),
            new Report.Processing(7, 8),
            new Report.Interrupted("network"),
            new Report.Valid(held.certificate().serial(), "file"))) {
      at.report(fraudster, found, report);
      assertThat(at.shown(found)).isEqualTo(new State.Found(true));
      assertThat(handed(fraudster, found)).isEmpty();
    }
    ca.advance(Pairing.CODE_LIFETIME);
    assertThat(at.shown(found)).as("and keeps nothing alive").isEqualTo(new State.Expired());
    Pairing second = at.taken(fraudster, byPin(seat));
    at.report(fraudster, second, new Report.Refused());
    assertThat(at.shown(second)).isEqualTo(new State.Refused());
  }

  @Test
  void completeIsShownForANewCertificateOfThatSeatAlone() {
    CaHarness.Held held = ca.acquire(user());
    CaHarness.Held others = ca.acquire(ca.user(ca.kita, "10000000000001", "u2"));
    CaHarness.Held elsewhere = ca.acquire(ca.userOfNewCorporation(ca.hokuyo, "0501D00601", "S"));
    Account tool = held.account();
    Pairing sent = at.sent(held);
    for (CaHarness.Held wrong : List.of(others, elsewhere, held)) {
      refused(Reason.MALFORMED, () -> at.valid(tool, sent, wrong.certificate().serial()));
    }
    ca.advance(Duration.ofDays(340));
    Pairing later = at.sent(held);
    CaHarness.Held renewed = ca.renew(held, Optional.empty());
    refused(Reason.MALFORMED, () -> at.valid(tool, later, held.certificate().serial()));
    at.valid(tool, later, renewed.certificate().serial());
    assertThat(at.shown(later)).isEqualTo(new State.Valid(renewed.certificate().serial(), "file"));
  }

  @Test
  void codesAreNeitherKeptNorPrinted() {
    OpenPairing.Opened open = byAnybody();
    assertThat(open.toString()).doesNotContain(open.code().bare(), open.code().shown());
  }
}
