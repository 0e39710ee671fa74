package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.harness.CaHarness.PIN;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.contract.Ports;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Crash;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestCa.Mood;
import shomei.domain.fixture.TestKeys;
import shomei.domain.fixture.TestRequests;
import shomei.domain.harness.CaHarness.Held;
import shomei.domain.history.Act;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.subscriber.Subscriber;

/// A walk through the whole domain that a seed decides: subscribers, operators, crashes and years
/// in any order. What is refused on the way is of no interest; what must always hold is derived
/// anew after each step.
public abstract class WalkContract {
  /// The ports over a store that is empty, asked for once a walk.
  protected abstract Ports openEmpty();

  /// How many steps a walk has.
  protected int steps() {
    return 200;
  }

  private CaHarness ca = new CaHarness();
  private Random random = new Random();
  private final List<Subscriber> seats = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private final TreeMap<String, Integer> done = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverHappensWhatMustHoldHolds(long seed) {
    ca = new CaHarness(openEmpty(), Examples.policies());
    random = new Random(seed);
    seats.add(ca.userOfNewCorporation(ca.kita, "12345678901234", "user1"));
    seats.add(ca.user(ca.kita, "12345678901234", "user2"));
    seats.add(ca.userOfNewCorporation(ca.hokuyo, "0501D00601", "S"));
    for (int i = 0; i < steps(); i++) {
      step();
    }
    ca.ca.mood(Mood.WELL);
    ca.advance(Duration.ofMinutes(1));
    ca.step(() -> ca.use.resume.resume(Duration.ZERO));
    ca.lookBack();
    assertThat(ca.ports.orders().unfinished(ca.clock.instant(), 10)).isEmpty();
    assertThat(done.keySet())
        .as("the walk went somewhere")
        .contains("issued", "reopened", "forgot")
        .containsAnyOf("revoked", "taken away");
  }

  private void step() {
    ca.ca.mood(random.nextInt(4) == 0 ? pick(List.of(Mood.values())) : Mood.WELL);
    try {
      switch (random.nextInt(22)) {
        case 0, 1, 2, 3, 4 -> orderAndProve();
        case 5 -> resume();
        case 6, 7 -> finish(random.nextInt(4) == 0 ? pick(orders) : orders.getLast());
        case 8, 9, 10, 11 -> renew(random.nextInt(4) == 0 ? pick(held) : held.getLast());
        case 12 -> revoke();
        case 13, 14, 15 -> reopen();
        case 16 -> suspendOrNot();
        case 17 -> tell();
        case 18 -> takeAway();
        case 19 -> forget();
        case 20 -> ca.advance(Duration.ofHours(random.nextInt(20)));
        default -> ca.advance(Duration.ofDays(random.nextInt(20)));
      }
    } catch (NoSuchElementException tooEarly) {
      count("too early");
    } catch (Refusal refused) {
      count("refused " + refused.reason());
    } catch (Crash crashed) {
      count("crashed");
    } catch (IllegalStateException fault) {
      count("fault");
    }
  }

  private void orderAndProve() {
    Subscriber seat = pick(seats);
    Account account = ca.account(seat.institution().equals(ca.kita.id()) ? ca.kita : ca.hokuyo);
    Order order = ca.order(account, seat.name());
    orders.add(order);
    ca.answerPin(account, order, random.nextInt(6) == 0 ? "wrong" : PIN);
    if (random.nextInt(3) > 0) {
      finish(order);
    }
    if (random.nextInt(5) == 0) {
      ca.step(() -> ca.use.unlock.unlock(account.institution(), seat.name(), Examples.COUNTER));
    }
  }

  private void finish(Order order) {
    Account account = ca.ports.accounts().find(order.terms().account()).orElseThrow();
    KeyPair key = held.isEmpty() || random.nextInt(8) > 0 ? TestKeys.make() : pick(held).key();
    Order finished = ca.finish(account, order, TestRequests.request(key, ""));
    if (ca.now(finished) instanceof Order.Valid) {
      held.add(new Held(account, ca.certificate(finished), key));
      count("issued");
    }
  }

  private void renew(Held old) {
    ca.clock.set(
        random.nextInt(3) > 0
            ? latest(old.certificate().notAfter().minus(Duration.ofDays(random.nextInt(35))))
            : ca.clock.instant());
    Order order = ca.renewal(old.account(), old.certificate());
    orders.add(order);
    ca.possess(
        old.account(),
        order,
        old.certificate(),
        random.nextInt(8) == 0 ? TestKeys.make() : old.key(),
        Optional.of(PIN));
    if (random.nextInt(3) > 0) {
      held.add(ca.issue(old.account(), order));
      count("renewed");
    }
  }

  private Instant latest(Instant wanted) {
    return wanted.isAfter(ca.clock.instant()) ? wanted : ca.clock.instant();
  }

  private void revoke() {
    Certificate certificate = pick(held).certificate();
    Optional<RevocationReason> reason = Optional.of(pick(List.of(RevocationReason.values())));
    ca.step(() -> ca.use.revoke.byOperator(certificate.serial(), reason, Examples.COUNTER));
    count("revoked");
  }

  private void reopen() {
    Subscriber seat = pick(seats);
    var institution = seat.institution().equals(ca.kita.id()) ? ca.kita : ca.hokuyo;
    ca.reopen(institution, seat.name());
    ca.step(() -> ca.use.unlock.unlock(institution.id(), seat.name(), Examples.COUNTER));
    count("reopened");
  }

  private void takeAway() {
    Subscriber seat = pick(seats);
    var institution = seat.institution().equals(ca.kita.id()) ? ca.kita : ca.hokuyo;
    var administrator = SubscriberName.administrator(seat.name().contractId());
    var held = ca.ports.certificates().of(institution.id(), seat.name());
    var chosen =
        new ConfirmedRevocation.Chosen(
            seat.name(),
            (random.nextInt(6) == 0 ? held.reversed() : held)
                .stream().findFirst().map(Certificate::serial));
    Pin pin = Pin.attempt(random.nextInt(6) == 0 ? "wrong" : PIN);
    ca.step(
        () ->
            random.nextBoolean()
                ? ca.use.revokeUser.reissue(institution, administrator, chosen, pin, Examples.FROM)
                : ca.use.revokeUser.revoke(institution, administrator, chosen, pin, Examples.FROM));
    count("taken away");
  }

  private void suspendOrNot() {
    Subscriber seat = pick(seats);
    ca.step(
        () -> {
          if (random.nextInt(3) == 0) {
            ca.use.suspension.suspend(seat.institution(), seat.name(), Examples.COUNTER);
          } else {
            ca.use.suspension.unsuspend(seat.institution(), seat.name(), Examples.COUNTER);
          }
        });
  }

  private void resume() {
    ca.advance(Duration.ofSeconds(30));
    if (ca.step(() -> ca.use.resume.resume(Duration.ofSeconds(10))) > 0) {
      count("resumed");
    }
  }

  private void tell() {
    ca.step(() -> ca.use.decideNotices.decide(100));
    ca.step(() -> ca.use.deliverMail.deliver(100));
    if (ca.ports.history().latest(ca.kita.id(), 1000).stream()
        .anyMatch(entry -> entry.act() == Act.NOTICE_SENT)) {
      count("told");
    }
  }

  private void forget() {
    if (ca.step(() -> ca.use.forgetOrders.forget()) > 0) {
      count("forgot");
    }
  }

  private <T> T pick(List<T> from) {
    if (from.isEmpty()) {
      throw new NoSuchElementException("nothing there yet");
    }
    return from.get(random.nextInt(from.size()));
  }

  private void count(String what) {
    done.merge(what, 1, Integer::sum);
  }
}
