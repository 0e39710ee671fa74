package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.harness.AtPairing.BROWSER;
import static shomei.domain.harness.AtPairing.acquire;
import static shomei.domain.harness.AtPairing.refused;
import static shomei.domain.harness.AtPairing.renew;
import static shomei.domain.harness.AtPairing.tool;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.Pairing.State;
import shomei.domain.pairing.PairingCode;
import shomei.domain.pairing.ReportProgress.Report;
import shomei.domain.pairing.Tool;
import shomei.domain.pairing.WaitingTools;
import shomei.domain.subscriber.Subscriber;

/// How a page and a tool meet, and what the page then sees.
final class PairingTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final CaHarness ca = new CaHarness();
  private final AtPairing at = new AtPairing(ca);

  private Subscriber user() {
    return ca.userOfNewCorporation(ca.kita, "10000000000001", "u1");
  }

  private OpenPairing.Opened byAnybody() {
    return at.open(acquire(SubscriberName.parse("10000000000001/u1"), Pairing.Opener.ANYBODY));
  }

  @Test
  void aFirstAcquisitionFromTheCodeToTheCertificate() {
    Subscriber seat = user();
    OpenPairing.Opened opened = at.open(acquire(seat.name(), Pairing.Opener.ANYBODY));
    assertThat(at.shown(opened.pairing())).isEqualTo(new State.Open());
    Account account = ca.account(ca.kita);
    Pairing pairing = at.taken(account, opened);
    assertThat(pairing.tool()).contains(tool(account));
    assertThat(at.shown(pairing)).isEqualTo(new State.Found(true));
    at.report(account, pairing, new Report.Confirmed());
    assertThat(at.shown(pairing)).isEqualTo(new State.Confirmed(Optional.empty()));
    at.report(account, pairing, new Report.Processing(3, 8));
    assertThat(at.shown(pairing)).isEqualTo(new State.Processing(3, 8));
    var order = ca.order(account, seat.name());
    ca.answerPin(account, order, CaHarness.PIN);
    CaHarness.Held held = ca.issue(account, order);
    at.valid(account, pairing, held.certificate().serial());
    assertThat(at.shown(pairing)).isEqualTo(new State.Valid(held.certificate().serial(), "file"));
  }

  @Test
  void aCodeIsReadHoweverItWasTyped() {
    Account account = ca.account(ca.kita);
    for (OpenPairing.Opened opened : List.of(byAnybody(), byAnybody(), byAnybody())) {
      String shown = opened.code().shown();
      assertThat(shown).matches("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}");
      String typed = " " + shown.toLowerCase(Locale.ROOT).replace("-", " － ") + "\u3000";
      assertThat(at.take(account, typed).id()).isEqualTo(opened.pairing().id());
      String wide =
          shown.chars().mapToObj(c -> Character.toString(c + 0xfee0)).reduce("", String::concat);
      assertThat(PairingCode.read(wide)).as(wide).map(PairingCode::shown).contains(shown);
    }
    assertThat(PairingCode.read("ABCD-EFGI")).isEmpty();
    assertThat(PairingCode.read("ABCDEFGHJ")).isEmpty();
  }

  @Test
  void aToolThatWaitsForTheSeatIsSentThereAndDoesNotAskItsPersonAgain() {
    CaHarness.Held held = ca.acquire(user());
    assertThat(at.look(held.account())).isEmpty();
    SubscriberName seat = held.certificate().seat().orElseThrow();
    assertThat(ca.use.openPairing.waiting(ca.kita, seat)).containsExactly(tool(held.account()));
    Pairing sent = at.sent(held);
    assertThat(at.shown(sent)).isEqualTo(new State.Found(false));
    assertThat(at.look(held.account())).contains(sent);
    assertThat(ca.use.awaitPage.wanted(Set.of(held.account().id()))).containsExactly(sent);
  }

  @Test
  void whatIsSentByAPageWithoutALoginIsAskedOfTheToolsPerson() {
    CaHarness.Held held = ca.acquire(user());
    at.look(held.account());
    SubscriberName seat = held.certificate().seat().orElseThrow();
    Pairing page = at.open(acquire(seat, Pairing.Opener.ANYBODY)).pairing();
    Pairing sent = at.send(page, held.account()).orElseThrow();
    assertThat(at.shown(sent)).isEqualTo(new State.Found(true));
  }

  @Test
  void aToolThatLeftOrWasNotHeardOfForFortySecondsIsSentNowhere() {
    CaHarness.Held held = ca.acquire(user());
    SubscriberName seat = held.certificate().seat().orElseThrow();
    at.look(held.account());
    ca.advance(WaitingTools.FRESH);
    assertThat(ca.use.openPairing.waiting(ca.kita, seat)).isEmpty();
    at.look(held.account());
    ca.use.awaitPage.leave(held.account().id(), ca.clock.instant());
    assertThat(ca.use.openPairing.waiting(ca.kita, seat)).isEmpty();
    Pairing page = at.open(renew(held)).pairing();
    assertThat(at.send(page, held.account())).contains(page);
    assertThat(at.shown(page)).isEqualTo(new State.Open());
    assertThat(at.look(held.account())).isEmpty();
  }

  @Test
  void thePageThatIsRunIsTheOneWhoseCodeWasShownAndTheCodeLeadsNobodyElseThere() {
    CaHarness.Held held = ca.acquire(user());
    at.look(held.account());
    OpenPairing.Opened opened = at.open(renew(held));
    Pairing sent = at.send(opened.pairing(), held.account()).orElseThrow();
    assertThat(sent.id()).isEqualTo(opened.pairing().id());
    assertThat(at.send(opened.pairing(), held.account())).as("a second click").contains(sent);
    refused(Reason.UNKNOWN_CODE, () -> at.taken(ca.account(ca.kita), opened));
    assertThat(at.taken(held.account(), opened)).isEqualTo(sent);
    assertThat(at.look(held.account())).contains(sent);
  }

  @Test
  void ofSeveralToolsOfASeatTheChosenOneAloneIsSentThere() {
    CaHarness.Held held = ca.acquire(user());
    Account elsewhere = ca.account(ca.kita);
    ca.advance(Duration.ofDays(350));
    Order order = ca.renewal(elsewhere, held.certificate());
    ca.possess(elsewhere, order, held.certificate(), held.key(), Optional.of(CaHarness.PIN));
    CaHarness.Held newer = ca.issue(elsewhere, order);
    at.look(held.account());
    at.look(elsewhere);
    Pairing page = at.open(renew(newer)).pairing();
    assertThat(ca.use.openPairing.waiting(ca.kita, page.wanted().seat())).hasSize(2);
    Pairing sent = at.send(page, elsewhere).orElseThrow();
    assertThat(sent.tool()).contains(tool(elsewhere));
    assertThat(at.send(page, held.account()))
        .as("it is too late to choose the other")
        .contains(sent);
    assertThat(at.look(elsewhere)).contains(sent);
    assertThat(at.look(held.account())).isEmpty();
  }

  @Test
  void aToolAtWorkThatIsSilentIsShownAsInterruptedAndTakesItUpAgain() {
    CaHarness.Held held = ca.acquire(user());
    Pairing sent = at.sent(held);
    for (Report working : List.of(new Report.Confirmed(), new Report.Processing(2, 8))) {
      at.report(held.account(), sent, working);
      State state = at.shown(sent);
      ca.advance(Pairing.SILENCE);
      assertThat(at.shown(sent)).isEqualTo(state);
      ca.advance(MOMENT);
      assertThat(at.shown(sent)).isEqualTo(new State.Interrupted(State.Interrupted.SILENT));
    }
    assertThat(at.look(held.account())).as("the tool that was started again").isPresent();
    at.report(held.account(), sent, new Report.Processing(2, 8));
    assertThat(at.shown(sent)).isEqualTo(new State.Processing(2, 8));
    at.report(held.account(), sent, new Report.Interrupted("network"));
    ca.advance(Pairing.SILENCE.plus(MOMENT));
    assertThat(at.shown(sent)).isEqualTo(new State.Interrupted("network"));
  }

  @Test
  void whatNobodyTakesUpEndsAfterTenMinutesAndWhatWasBegunAfterAnHourWithoutAReport() {
    OpenPairing.Opened open = byAnybody();
    ca.advance(Pairing.CODE_LIFETIME.minus(MOMENT));
    Account account = ca.account(ca.kita);
    Pairing pairing = at.taken(account, open);
    ca.advance(Pairing.CODE_LIFETIME.minus(MOMENT));
    at.report(account, pairing, new Report.Processing(1, 8));
    ca.advance(Pairing.KEPT.minus(MOMENT));
    at.report(account, pairing, new Report.Processing(2, 8));
    assertThat(at.shown(pairing)).isEqualTo(new State.Processing(2, 8));
    ca.advance(Pairing.KEPT);
    assertThat(at.shown(pairing)).isEqualTo(new State.Expired());
    at.report(account, pairing, new Report.Processing(3, 8));
    assertThat(at.shown(pairing)).isEqualTo(new State.Expired());

    Pairing nobodys = byAnybody().pairing();
    ca.advance(Pairing.CODE_LIFETIME);
    assertThat(at.shown(nobodys)).isEqualTo(new State.Expired());
  }

  @Test
  void aToolThatComesBackLateDoesNotBeginWhatWasWantedLongAgo() {
    CaHarness.Held held = ca.acquire(user());
    Pairing sent = at.sent(held);
    ca.advance(Pairing.CODE_LIFETIME);
    assertThat(at.shown(sent)).isEqualTo(new State.Expired());
    assertThat(at.look(held.account())).isEmpty();
  }

  @Test
  void thePageCancelsWhatTheToolIsNotAtWorkFor() {
    Account account = ca.account(ca.kita);
    Pairing open = byAnybody().pairing();
    cancel(open);
    assertThat(at.shown(open)).isEqualTo(new State.Refused());
    Pairing found = at.taken(account, byAnybody());
    cancel(found);
    assertThat(at.shown(found)).isEqualTo(new State.Refused());
    at.report(account, found, new Report.Processing(1, 8));
    assertThat(at.shown(found)).as("reports after the end").isEqualTo(new State.Refused());
    Pairing silent = at.taken(account, byAnybody());
    at.report(account, silent, new Report.Confirmed());
    ca.advance(Pairing.SILENCE.plus(MOMENT));
    cancel(silent);
    assertThat(at.shown(silent)).isEqualTo(new State.Refused());
    Pairing working = at.taken(account, byAnybody());
    at.report(account, working, new Report.Processing(1, 8));
    cancel(working);
    assertThat(at.shown(working)).isEqualTo(new State.Processing(1, 8));
  }

  @Test
  void thePersonAtTheToolRefuses() {
    Account account = ca.account(ca.kita);
    Pairing pairing = at.taken(account, byAnybody());
    at.report(account, pairing, new Report.Refused());
    assertThat(at.shown(pairing)).isEqualTo(new State.Refused());
    assertThat(at.look(account)).isEmpty();
  }

  @Test
  void whatCannotBeIsNotReported() {
    Account account = ca.account(ca.kita);
    Pairing pairing = at.taken(account, byAnybody());
    for (Report report :
        List.of(
            new Report.Processing(0, 8),
            new Report.Processing(9, 8),
            new Report.Processing(1, 100),
            new Report.Interrupted("two\nlines"),
            new Report.Interrupted("x".repeat(101)))) {
      refused(Reason.MALFORMED, () -> at.report(account, pairing, report));
    }
    assertThat(at.shown(pairing)).isEqualTo(new State.Found(true));
  }

  @Test
  void aToolTellsOfItselfInSingleLines() {
    var account = ca.account(ca.kita).id();
    for (String text : List.of("", " ", "two\nlines", "\u202Eevil", "x".repeat(101))) {
      refused(Reason.MALFORMED, () -> new Tool(account, text, "taro", "0.1", List.of()));
      refused(Reason.MALFORMED, () -> new Tool(account, "PC", text, "0.1", List.of()));
      refused(Reason.MALFORMED, () -> new Tool(account, "PC", "taro", text, List.of()));
      refused(Reason.MALFORMED, () -> new Tool(account, "PC", "taro", "0.1", List.of(text)));
    }
  }

  private void cancel(Pairing pairing) {
    ca.step(() -> ca.use.watchPairing.cancel(ca.kita, pairing.id(), BROWSER));
  }
}
