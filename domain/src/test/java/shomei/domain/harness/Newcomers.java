package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shomei.domain.harness.CaHarness.PIN;
import static shomei.domain.harness.CaHarness.TEMPORARY;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import shomei.domain.account.Account;
import shomei.domain.activation.AcquireLoginId;
import shomei.domain.activation.AcquireLoginId.Outcome;
import shomei.domain.activation.ProveFirstLogin;
import shomei.domain.activation.ProveFirstLogin.Reference;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.institution.Policy.Activation;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.memory.Memory;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.RegisterCorporation;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.Subscriber;

/// People who come to their login ID at the institution hokuyo, whose policy asks for an account
/// and has service hours.
final class Newcomers {
  static final String CONTRACT = "0501D00601";
  static final BankAccount ACCOUNT = BankAccount.of("12", BankAccount.Kind.ORDINARY, "34567");
  static final Reference BY_ACCOUNT = new Reference.OfAccount(ACCOUNT);
  static final SubscriberName MASTER = SubscriberName.administrator(CONTRACT);
  static final SubscriberName USER = SubscriberName.user(CONTRACT, "S");
  static final String OWN = "oWn45678";
  static final String OWN_CONFIRMATION = "cOnf4567";
  private static final Policy.Hours HOURS =
      new Policy.Hours(Policy.Days.BUSINESS, LocalTime.of(9, 0), LocalTime.of(19, 0));
  private static final Activation ACTIVATION =
      new Activation(Policy.Reference.ACCOUNT, Policy.LoginIdChoice.ASSIGNED, Optional.of(HOURS));

  final CaHarness ca = new CaHarness(new Memory().ports(), policies(Examples.densai(), ACTIVATION));
  final AtPages pages = new AtPages(ca);

  private static Policies policies(Policy hokuyo, Activation activation) {
    return new Policies(
        Map.of("biznet", Examples.biznet(), "densai", Examples.activating(hokuyo, activation)));
  }

  void under(Policy.Reference reference, Policy.LoginIdChoice choice) {
    ca.restart(policies(Examples.densai(), new Activation(reference, choice, Optional.of(HOURS))));
    if (choice == Policy.LoginIdChoice.CHOSEN) {
      ca.restart(
          policies(Examples.biznet(), new Activation(reference, choice, Optional.of(HOURS))));
    }
  }

  Subscriber corporation(String contract, Optional<BankAccount> account) {
    return ca.step(
        () ->
            ca.use
                .registerCorporation
                .register(
                    ca.hokuyo,
                    new RegisterCorporation.NewCorporation(
                        contract,
                        "みどり商事",
                        "admin@example.jp",
                        Subscriber.Language.JA,
                        Pin.attempt(TEMPORARY),
                        Pin.attempt(PIN),
                        account),
                    Examples.COUNTER)
                .seat());
  }

  Subscriber user(String id) {
    return ca.step(
        () ->
            ca.use
                .registerUser
                .register(
                    ca.hokuyo,
                    new RegisterUser.NewUser(
                        CONTRACT,
                        id,
                        "緑　花子",
                        "hanako@example.jp",
                        Subscriber.Language.EN,
                        Pin.attempt(TEMPORARY),
                        false,
                        Pin.attempt(PIN)),
                    Examples.COUNTER)
                .seat());
  }

  static Reference nobodys(int number) {
    return new Reference.OfAccount(
        BankAccount.of("999", BankAccount.Kind.ORDINARY, Integer.toString(number)));
  }

  Optional<String> prove(Reference reference) {
    return prove(reference, TEMPORARY, PIN);
  }

  Optional<String> prove(Reference reference, String login, String confirmation) {
    return prove(
        pages.form(), ca.use.proveFirstLogin.begin(ca.hokuyo), reference, login, confirmation);
  }

  Optional<String> prove(
      Octets form, String begun, Reference reference, String login, String confirmation) {
    return ca.step(
        () ->
            ca.use.proveFirstLogin.prove(
                ca.hokuyo,
                new ProveFirstLogin.Submitted(
                    form, begun, reference, Pin.attempt(login), Pin.attempt(confirmation)),
                ca.from));
  }

  Outcome acquire(String proven) {
    return send(filled(proven));
  }

  Outcome acquire(String proven, String login, String confirmation) {
    return send(
        new AcquireLoginId.Submitted(
            pages.form(),
            proven,
            "",
            "緑　太郎",
            "taro@example.jp",
            Pin.attempt(login),
            Pin.attempt(confirmation)));
  }

  AcquireLoginId.Submitted filled(String proven) {
    return filled(proven, "", "緑　太郎", "taro@example.jp");
  }

  AcquireLoginId.Submitted filled(String proven, String id, String name, String mail) {
    return new AcquireLoginId.Submitted(
        pages.form(), proven, id, name, mail, Pin.attempt(OWN), Pin.attempt(OWN_CONFIRMATION));
  }

  Outcome send(AcquireLoginId.Submitted form) {
    return ca.step(() -> ca.use.acquireLoginId.acquire(ca.hokuyo, form, ca.from));
  }

  void assertClosedUntil(String opens) {
    assertThatThrownBy(() -> prove(BY_ACCOUNT))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.failure().notBefore()).contains(Instant.parse(opens)));
  }

  static void assertRefused(Reason reason, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  /// Why an order of a new account fails.
  Failure failure(SubscriberName seat, String pin) {
    Account account = ca.account(ca.hokuyo);
    return ca.answerPin(account, ca.order(account, seat), pin).error().orElseThrow();
  }

  int tries() {
    return ca.ports.subscribers().lockStatus(ca.hokuyo.id(), MASTER).wrong();
  }

  long entries(Act act) {
    return ca.ports.history().on(ca.hokuyo.id(), "subscriber:" + MASTER).stream()
        .filter(entry -> entry.act() == act)
        .count();
  }
}
