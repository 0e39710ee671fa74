package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.administration.UserList;
import shomei.domain.administration.UserList.Query;
import shomei.domain.administration.UserList.Sort;
import shomei.domain.administration.UserList.State;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.kernel.SeatVersion;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;

public abstract class UserListContract extends PortContract {
  private static final String CONTRACT = "12345678901234";
  private static final Instant LATER = NOW.plus(Duration.ofDays(400));

  private Account account;
  private Subscriber administrator;

  @BeforeEach
  final void register() {
    account = given.account();
    administrator = given.administrator(CONTRACT);
    given.administrator("99999999999999");
    given.user("99999999999999", "stranger");
  }

  @Test
  void itHasTheSeatsOfTheCorporationById() {
    Subscriber b = given.user(CONTRACT, "b");
    Subscriber a = given.user(CONTRACT, "a");
    Subscriber big = given.user(CONTRACT, "Z");
    var page = page(all(Sort.ID));
    assertThat(page.lines())
        .extracting(UserList.Line::seat)
        .containsExactly(administrator, big, a, b);
    assertThat(page.total()).isEqualTo(4);
    assertThat(page.lines())
        .allSatisfy(
            line -> {
              assertThat(line.newest()).isEmpty();
              assertThat(line.state()).isEqualTo(State.NOT_ACQUIRED);
              assertThat(line.lock()).isEqualTo(PinTry.Lock.NONE);
            });
    assertThat(ports.users().page(AKEBONO, CONTRACT, all(Sort.ID), NOW))
        .isEqualTo(new UserList.Page(List.of(), 0));
  }

  @Test
  void aLineHasTheNewestCertificateAndItsState() {
    Subscriber user = given.user(CONTRACT, "a");
    Certificate old = given.issued(given.ready(account, seat(user)));
    assertThat(line(user, NOW).newest()).contains(old);
    Certificate renewed = given.issued(given.renewal(account, old));
    assertThat(line(user, NOW).newest()).contains(renewed);
    assertThat(line(user, renewed.notAfter()).state()).isEqualTo(State.ISSUED);
    assertThat(line(user, renewed.notAfter().plusSeconds(1)).state()).isEqualTo(State.EXPIRED);
    revoke(renewed);
    assertThat(line(user, NOW).state()).isEqualTo(State.REVOKED);
    assertThat(line(user, LATER).state()).isEqualTo(State.REVOKED);
    assertThat(page(all(Sort.ID)).lines().getLast()).isEqualTo(line(user, NOW));
    assertThat(ports.users().find(AKEBONO, user.name(), NOW)).isEmpty();
    assertThat(ports.users().find(MIDORI, SubscriberName.user(CONTRACT, "nobody"), NOW)).isEmpty();
  }

  @Test
  void severalAreFoundByTheirIdsAndNobodyElse() {
    Subscriber second = given.user(CONTRACT, "b");
    Subscriber first = given.user(CONTRACT, "a");
    given.user(CONTRACT, "c");
    assertThat(ports.users().find(MIDORI, CONTRACT, Set.of("b", "nobody", "a"), NOW))
        .extracting(UserList.Line::seat)
        .containsExactly(first, second);
    assertThat(ports.users().find(AKEBONO, CONTRACT, Set.of("a"), NOW)).isEmpty();
    assertThat(ports.users().find(MIDORI, CONTRACT + "5", Set.of("a"), NOW)).isEmpty();
  }

  @Test
  void aLineTellsWhetherTheSeatIsLocked() {
    Subscriber strangers = given.user(CONTRACT, "a");
    Subscriber own = given.user(CONTRACT, "b");
    for (int i = 0; i < 5; i++) {
      given.tried(strangers.name(), Given.stranger(1 + i % 3));
      given.tried(own.name(), new PinTry.By.Holder());
      given.tried(own.name(), Given.stranger(1 + i % 3));
    }
    assertThat(line(strangers, NOW).lock()).isEqualTo(PinTry.Lock.ACQUISITION);
    assertThat(line(own, NOW).lock()).isEqualTo(PinTry.Lock.ALL);
    assertThat(page(all(Sort.ID)).lines())
        .extracting(UserList.Line::lock)
        .containsExactly(PinTry.Lock.NONE, PinTry.Lock.ACQUISITION, PinTry.Lock.ALL);
  }

  @Test
  void itIsSearchedByPartsOfIdNameAndKana() {
    user("abc1", "山田　太郎", "ﾔﾏﾀﾞ ﾀﾛｳ");
    user("abc2", "髙﨑　𠮷子", "TAKASAKI ﾖｼｺ");
    user("x", "a%b_c", "");
    assertThat(found("BC")).containsExactly("abc1", "abc2");
    assertThat(found("山田")).containsExactly("abc1");
    assertThat(found("𠮷")).containsExactly("abc2");
    assertThat(found("takasaki")).containsExactly("abc2");
    assertThat(found("ﾀﾛｳ")).containsExactly("abc1");
    assertThat(found("%")).containsExactly("x");
    assertThat(found("_")).containsExactly("x");
    assertThat(found("nobody")).isEmpty();
  }

  @Test
  void itIsNarrowedToAStateAndCounted() {
    Certificate good = given.issued(given.ready(account, seat(given.user(CONTRACT, "a"))));
    Certificate bad = given.issued(given.ready(account, seat(given.user(CONTRACT, "b"))));
    given.user(CONTRACT, "c");
    revoke(bad);
    assertThat(ports.users().count(MIDORI, CONTRACT, NOW))
        .isEqualTo(
            Map.of(State.NOT_ACQUIRED, 2, State.ISSUED, 1, State.REVOKED, 1, State.EXPIRED, 0));
    assertThat(ports.users().count(MIDORI, CONTRACT, good.notAfter().plusSeconds(1)))
        .containsEntry(State.ISSUED, 0)
        .containsEntry(State.EXPIRED, 1);
    var page = page(new Query("", Optional.of(State.NOT_ACQUIRED), Sort.ID, false, 1, 10));
    assertThat(page.total()).isEqualTo(2);
    assertThat(ids(page)).containsExactly("c");
  }

  @Test
  void itIsSortedUpAndDown() {
    Subscriber c = user("c", "丙", "ｱ");
    Subscriber a = user("a", "甲", "ｳ");
    user("b", "乙", "ｲ");
    given.issued(given.ready(account, seat(c)));
    revoke(given.issued(given.ready(account, seat(a))));
    assertThat(ids(page(all(Sort.NAME)))).endsWith("c", "b", "a");
    assertThat(ids(page(down(Sort.NAME)))).startsWith("a", "b", "c");
    assertThat(ids(page(all(Sort.KIND)))).containsExactly("", "a", "b", "c");
    assertThat(ids(page(down(Sort.KIND)))).containsExactly("a", "b", "c", "");
    assertThat(ids(page(all(Sort.STATE)))).containsExactly("", "b", "c", "a");
    assertThat(ids(page(down(Sort.STATE)))).containsExactly("a", "c", "", "b");
    assertThat(ids(page(all(Sort.END)))).startsWith("", "b");
    assertThat(ids(page(down(Sort.END)))).endsWith("", "b");
    assertThat(ids(page(down(Sort.ID)))).containsExactly("c", "b", "a", "");
  }

  @Test
  void itComesInPages() {
    for (int i = 0; i < 5; i++) {
      given.user(CONTRACT, "u" + i);
    }
    assertThat(ids(page(new Query("", Optional.empty(), Sort.ID, false, 2, 2))))
        .containsExactly("u1", "u2");
    var beyond = page(new Query("", Optional.empty(), Sort.ID, false, 20, 2));
    assertThat(beyond).isEqualTo(new UserList.Page(List.of(), 6));
  }

  @Test
  void whoWasDeletedIsNotThere() {
    Subscriber user = given.user(CONTRACT, "a");
    ports
        .certificates()
        .withdrawForGood(
            user.name(),
            new SeatVersion(0, Optional.empty()),
            new Certificate.Revocation(NOW, Optional.empty()),
            entry(Act.USER_DELETED, "subscriber:" + user.name()));
    assertThat(page(all(Sort.ID)).total()).isOne();
    assertThat(ports.users().find(MIDORI, user.name(), NOW)).isEmpty();
    assertThat(ports.users().count(MIDORI, CONTRACT, NOW)).containsEntry(State.NOT_ACQUIRED, 1);
  }

  private Subscriber user(String userId, String name, String kana) {
    Subscriber seat =
        Seats.registered(
            given.unstoredSeat(SubscriberName.user(CONTRACT, userId)),
            new Registration(name, kana, userId + "@example.jp", Subscriber.Language.JA));
    ports.subscribers().add(seat, entry(Act.USER_REGISTERED, "subscriber:" + seat.name()));
    return seat;
  }

  private void revoke(Certificate certificate) {
    ports
        .certificates()
        .revoke(
            certificate.serial(),
            new Certificate.Revocation(NOW, Optional.empty()),
            entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()));
  }

  private List<String> found(String search) {
    return ids(page(new Query(search, Optional.empty(), Sort.ID, false, 0, 100)));
  }

  private static List<String> ids(UserList.Page page) {
    return page.lines().stream().map(line -> line.seat().name().userId().orElse("")).toList();
  }

  private static Query all(Sort sort) {
    return new Query("", Optional.empty(), sort, false, 0, 100);
  }

  private static Query down(Sort sort) {
    return new Query("", Optional.empty(), sort, true, 0, 100);
  }

  private UserList.Page page(Query query) {
    return ports.users().page(MIDORI, CONTRACT, query, NOW);
  }

  private UserList.Line line(Subscriber user, Instant now) {
    return ports.users().find(MIDORI, user.name(), now).orElseThrow();
  }
}
