package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.HistorySearch.Found;
import shomei.domain.history.HistorySearch.Query;
import shomei.domain.history.HistorySearch.Scope;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Subscriber;

public abstract class HistorySearchContract extends PortContract {
  private static final String CONTRACT = "12345678901234";
  private static final Scope CORPORATION = new Scope.OfCorporation(CONTRACT);

  private Account account;
  private Subscriber user;

  @BeforeEach
  final void register() {
    account = given.account();
    given.administrator(CONTRACT);
    user = given.user(CONTRACT, "user1");
    given.user(CONTRACT, "user2");
    given.administrator("99999999999999");
  }

  @Test
  void aSeatsEntriesAreThoseOnItAndOnItsCertificatesNewestFirst() {
    Certificate held = given.issued(given.ready(account, seat(user)));
    add(NOW, Actor.system(), Act.LOGGED_IN, user.name());
    assertThat(find(all(new Scope.Seat(user.name()))))
        .extracting(entry -> entry.act() + " " + entry.subject())
        .containsExactly(
            "LOGGED_IN subscriber:" + user.name(),
            "CERTIFICATE_ISSUED certificate:" + held.serial(),
            "USER_REGISTERED subscriber:" + user.name());
  }

  @Test
  void aCorporationsAreThoseOfAllItsSeatsAndOfNoOther() {
    Certificate held = given.issued(given.ready(account, seat(user)));
    ports
        .certificates()
        .withdrawForGood(
            user.name(),
            new SeatVersion(0, Optional.of(held.serial())),
            new Certificate.Revocation(NOW, Optional.empty()),
            entry(Act.USER_DELETED, "subscriber:" + user.name()));
    assertThat(find(all(CORPORATION)))
        .extracting(Entry::act)
        .containsExactlyInAnyOrder(
            Act.USER_DELETED,
            Act.CERTIFICATE_REVOKED,
            Act.CERTIFICATE_ISSUED,
            Act.USER_REGISTERED,
            Act.USER_REGISTERED,
            Act.CORPORATION_REGISTERED);
    assertThat(ports.search().find(AKEBONO, all(CORPORATION), 10)).isEmpty();
  }

  @Test
  void itIsNarrowedByActorActAndTime() {
    Actor counter = Examples.COUNTER;
    add(NOW.plusSeconds(1), counter, Act.LOGGED_IN, user.name());
    add(NOW.plusSeconds(2), Actor.system(), Act.PIN_RESET, user.name());
    add(NOW.plusSeconds(3), counter, Act.PIN_RESET, user.name());
    assertThat(
            find(query(Optional.of(counter.name()), Set.of(), Optional.empty(), Optional.empty())))
        .hasSize(2);
    assertThat(
            find(
                query(
                    Optional.empty(),
                    Set.of(Act.PIN_RESET, Act.PIN_LOCKED),
                    Optional.empty(),
                    Optional.empty())))
        .extracting(Entry::at)
        .containsExactly(NOW.plusSeconds(3), NOW.plusSeconds(2));
    assertThat(
            find(
                query(
                    Optional.empty(),
                    Set.of(),
                    Optional.of(NOW.plusSeconds(1)),
                    Optional.of(NOW.plusSeconds(3)))))
        .extracting(Entry::at)
        .containsExactly(NOW.plusSeconds(2), NOW.plusSeconds(1));
    assertThat(
            find(
                query(
                    Optional.of(counter.name()),
                    Set.of(Act.PIN_RESET),
                    Optional.of(NOW.plusSeconds(2)),
                    Optional.empty())))
        .hasSize(1);
    assertThat(find(query(Optional.of("operator:x"), Set.of(), Optional.empty(), Optional.empty())))
        .isEmpty();
  }

  @Test
  void itGoesOnPageByPageWithoutGapOrDouble() {
    for (int i = 0; i < 7; i++) {
      add(NOW.plusSeconds(i), Actor.system(), Act.LOGGED_IN, user.name());
    }
    List<Found> all = ports.search().find(MIDORI, all(CORPORATION), 100);
    List<Found> pages = new ArrayList<>();
    List<Found> page = ports.search().find(MIDORI, all(CORPORATION), 3);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      pages.addAll(page);
      OptionalLong before = OptionalLong.of(page.getLast().id());
      page =
          ports
              .search()
              .find(
                  MIDORI,
                  new Query(
                      CORPORATION,
                      Optional.empty(),
                      Set.of(),
                      Optional.empty(),
                      Optional.empty(),
                      before),
                  3);
    }
    assertThat(pages).isEqualTo(all).hasSize(10);
    assertThat(all).isSortedAccordingTo((a, b) -> Long.compare(b.id(), a.id()));
  }

  @Test
  void anEntryIsReadAsItWasWritten() {
    Entry written = add(NOW, Actor.system(), Act.LOGGED_IN, user.name());
    assertThat(find(all(CORPORATION))).first().isEqualTo(written);
  }

  private Entry add(Instant at, Actor actor, Act act, SubscriberName seat) {
    Entry entry = new Entry(at, MIDORI, actor, act, "subscriber:" + seat, Map.of("a", "b"));
    ports.history().add(entry);
    return entry;
  }

  private static Query all(Scope scope) {
    return new Query(
        scope,
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  private static Query query(
      Optional<String> actor, Set<Act> acts, Optional<Instant> from, Optional<Instant> until) {
    return new Query(CORPORATION, actor, acts, from, until, OptionalLong.empty());
  }

  private List<Entry> find(Query query) {
    return ports.search().find(MIDORI, query, 100).stream().map(Found::entry).toList();
  }
}
