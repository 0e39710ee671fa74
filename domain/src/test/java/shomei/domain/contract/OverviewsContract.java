package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entryAt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.notice.Mail;
import shomei.domain.session.Overviews.Overview;
import shomei.domain.subscriber.Subscriber;

public abstract class OverviewsContract extends PortContract {
  private static final Set<Act> SHOWN = Set.of(Act.PIN_WRONG, Act.PIN_CHANGED);

  private final Random random = new Random(20261130);
  private Subscriber seat;

  @BeforeEach
  final void register() {
    seat = given.administrator("12345678901234");
  }

  @Test
  void aSeatOnWhichNothingWasDoneHasAnEmptyOne() {
    assertThat(ports.overviews().of(seat, SHOWN)).isEqualTo(new Overview(List.of(), List.of(), 0));
  }

  @Test
  void theNewestLoginsAndActsComeFirstAndNoOthers() {
    List<Entry> logins =
        List.of(
            act(Act.LOGGED_IN, 1),
            act(Act.LOGGED_IN, 2),
            act(Act.LOGGED_IN, 3),
            act(Act.LOGGED_IN, 4));
    List<Entry> acts = List.of(act(Act.PIN_WRONG, 5), act(Act.PIN_CHANGED, 6));
    act(Act.RIGHT_OPENED, 7);
    ports.history().add(entryAt(NOW, Act.PIN_WRONG, "subscriber:" + seat.name() + "/user1"));
    Overview overview = ports.overviews().of(seat, SHOWN);
    assertThat(overview.logins()).containsExactly(logins.get(3), logins.get(2), logins.get(1));
    assertThat(overview.recent()).containsExactly(acts.get(1), acts.get(0));
  }

  @Test
  void noFloodOfActsHidesTheLogins() {
    Entry login = act(Act.LOGGED_IN, 0);
    for (int i = 1; i <= 20; i++) {
      act(Act.PIN_WRONG, i);
    }
    Overview overview = ports.overviews().of(seat, SHOWN);
    assertThat(overview.logins()).containsExactly(login);
    assertThat(overview.recent()).hasSize(10);
  }

  /// Also where nothing else is to be shown.
  @Test
  void mailsThatAreUnreadAreCounted() {
    act(Act.PIN_LOCKED, 0);
    var mail =
        new Mail(
            TimeOrderedId.make(NOW, random),
            Given.institution(MIDORI),
            Mail.Text.LOCKED,
            Subscriber.Language.JA,
            seat.mail(),
            Map.of("seat", seat.name().toString()));
    var untold = ports.untoldActs().after(0, 1).getFirst();
    ports.untoldActs().decide(untold, List.of(mail), Optional.empty(), NOW);
    assertThat(ports.overviews().of(seat, SHOWN).unread()).isOne();
    ports.messages().read(seat, NOW);
    assertThat(ports.overviews().of(seat, SHOWN).unread()).isZero();
  }

  private Entry act(Act act, int second) {
    Entry entry = entryAt(NOW.plusSeconds(second), act, "subscriber:" + seat.name());
    ports.history().add(entry);
    return entry;
  }
}
