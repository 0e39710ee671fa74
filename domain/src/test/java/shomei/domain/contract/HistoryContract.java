package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entryAt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;

public abstract class HistoryContract extends PortContract {
  @Test
  void entriesComeNewestFirst() {
    List<Entry> entries = written();
    assertThat(ports.history().latest(MIDORI, 2)).containsExactly(entries.get(2), entries.get(1));
    assertThat(ports.history().latest(MIDORI, 10)).containsAll(entries);
    assertThat(ports.history().latest(AKEBONO, 10)).doesNotContainAnyElementsOf(entries);
  }

  @Test
  void entriesOnOneSubjectComeOldestFirst() {
    List<Entry> entries = written();
    assertThat(ports.history().on(MIDORI, "order:1"))
        .containsExactly(entries.get(0), entries.get(2));
    assertThat(ports.history().on(MIDORI, "order:3")).isEmpty();
    assertThat(ports.history().on(AKEBONO, "order:1")).isEmpty();
  }

  @Test
  void detailsAreKeptAsTheyWereWritten() {
    Entry entry =
        new Entry(
            NOW,
            MIDORI,
            Actor.of("operator:花子", Map.of()),
            Act.PARTNER_PUT,
            "partner:1",
            Map.of("name", "\"引用\" \\ 名", "", "空", "z", ""));
    ports.history().add(entry);
    assertThat(ports.history().on(MIDORI, "partner:1")).containsExactly(entry);
  }

  /// Whoever reads the history later asks from where it was done, and finds the log by the request.
  @Test
  void whereAnActCameFromIsKept() {
    Origin.Request request = new Origin.Request("2001:db8::1", "r-1");
    List<Actor> actors =
        List.of(
            Actor.account(new AccountId(new UUID(0, 1)), request),
            Actor.operator("花子", new Origin.Command("hanako")),
            Actor.subscriber(SubscriberName.parse("12345678901234/user1"), request),
            Actor.subscriber(
                SubscriberName.parse("12345678901234"),
                new Origin.SignedIn(request, new Serial("4".repeat(32)))),
            Actor.key(Octets.of(new byte[32]), request),
            Actor.system());
    for (Actor actor : actors) {
      ports
          .history()
          .add(new Entry(NOW, MIDORI, actor, Act.CERTIFICATE_REVOKED, "certificate:1", Map.of()));
    }
    assertThat(ports.history().on(MIDORI, "certificate:1"))
        .extracting(Entry::actor)
        .containsExactlyElementsOf(actors);
  }

  /// Written in this order, whatever their times say.
  private List<Entry> written() {
    List<Entry> entries = new ArrayList<>();
    entries.add(entryAt(NOW, Act.ORDER_PLACED, "order:1"));
    entries.add(entryAt(NOW.minusSeconds(5), Act.ORDER_PLACED, "order:2"));
    entries.add(entryAt(NOW, Act.ISSUANCE_BEGUN, "order:1"));
    entries.forEach(ports.history()::add);
    return entries;
  }
}
