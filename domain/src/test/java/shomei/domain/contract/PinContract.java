package shomei.domain.contract;

import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.stranger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.institution.Policy;
import shomei.domain.institution.Policy.RateLimit;
import shomei.domain.kernel.Identifier;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;

/// What the contracts of tries at PINs start from: a user's seat, under a policy that locks after 5
/// tries, those of strangers if they come from 3 networks, and keeps tries for a day.
abstract class PinContract extends PortContract {
  static final SubscriberName NOBODY = SubscriberName.user("12345678901234", "nobody");
  static final PinTry.By HOLDER = new PinTry.By.Holder();
  static final PinTry.By ADMINISTRATOR = new PinTry.By.Administrator();
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration DAY = Duration.ofDays(1);

  SubscriberName user = NOBODY;

  @BeforeEach
  final void register() {
    given.administrator("12345678901234");
    user = given.user("12345678901234", "user1").name();
  }

  PinTry.Counted count(SubscriberName name, PinTry.By by, Instant at) {
    return ports.subscribers().count(Given.pinTry(name, by, at));
  }

  PinTry.Counted free(SubscriberName name, PinTry.By by, Instant at) {
    return ports.subscribers().count(pinTry(name, by, RateLimit.NONE, RateLimit.NONE, at));
  }

  PinTry.Counted limited(
      SubscriberName name, PinTry.By by, RateLimit network, RateLimit institution) {
    return ports.subscribers().count(pinTry(name, by, network, institution, NOW));
  }

  static PinTry pinTry(
      SubscriberName name, PinTry.By by, RateLimit network, RateLimit institution, Instant at) {
    Policy policy = Examples.wrongPins(Examples.biznet(), network, institution);
    return new PinTry(MIDORI, name, by, policy.pins(), at);
  }

  void exhaust(SubscriberName name, int network) {
    while (count(name, stranger(network), NOW) instanceof PinTry.Attempt) {}
  }

  void lockByStrangers(SubscriberName name) {
    for (int i = 0; i < 5; i++) {
      given.tried(name, stranger(1 + i % 3));
    }
  }

  void unlock(SubscriberName name) {
    ports
        .subscribers()
        .unlock(
            MIDORI, name, Optional.empty(), entry(Act.SUBSCRIBER_UNLOCKED, "subscriber:" + name));
  }

  Certificate certificate() {
    Account account = given.account();
    return given.issued(given.ready(account, new Identifier.Seat(user)));
  }

  static PinTry.By account(Certificate certificate) {
    return new PinTry.By.Outsider(Examples.from(1).network(), Optional.of(certificate.account()));
  }

  static SubscriberName name(int number) {
    return SubscriberName.administrator("contract" + number);
  }

  static List<Integer> numbers(List<PinTry.Counted> counted) {
    return counted.stream()
        .filter(PinTry.Attempt.class::isInstance)
        .map(one -> ((PinTry.Attempt) one).number())
        .toList();
  }

  static PinTry.Refused refused(PinTry.Counted counted) {
    return (PinTry.Refused) counted;
  }
}
