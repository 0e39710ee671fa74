package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.calendar.NextBusinessNoon;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.Weekdays;
import shomei.domain.subscriber.OpenAcquisition;
import shomei.domain.subscriber.ResetPin;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.SuspendSubscriber;
import shomei.protocol.json.Base64Url;

/// An attack that once succeeded: a thief who knew the PIN had an order ready, and finalized it
/// after the counter had given the seat back to its holder.
final class StaleProofsTest {
  @RegisterExtension static final Edge edge = new Edge();

  private static final String TEMPORARY = "tEmp42";
  private static final String CHOSEN = "cHos42";

  private final Client thief = Client.withAccount(edge, "kita");
  private final Client holder = Client.withAccount(edge, "kita");
  private final Subscriber seat = new Setup(edge).user("kita");

  @Test
  void whatWasReadyBeforeThePinWasResetIsNotIssued() {
    Answer ready = readyForThief();
    resetPin();
    assertIsNotIssued(ready);
    assertHolderAcquires();
  }

  @Test
  void whatWasReadyIsNotIssuedUnderARightThatWasOpenedAnew() {
    Answer ready = readyForThief();
    var suspension = new SuspendSubscriber(edge.ports.subscribers(), edge.clock);
    suspension.suspend(seat.institution(), seat.name(), Examples.COUNTER);
    assertIsNotIssued(ready);
    resetPin();
    suspension.unsuspend(seat.institution(), seat.name(), Examples.COUNTER);
    new OpenAcquisition(
            edge.policies,
            edge.ports.subscribers(),
            edge.ports.certificates(),
            edge.letters,
            new NextBusinessNoon(new Weekdays(Set.of())),
            edge.clock)
        .open(edge.institution("kita"), seat.name(), Examples.COUNTER);
    assertIsNotIssued(ready);
    assertHolderAcquires();
  }

  private Answer readyForThief() {
    Answer order = thief.order("subscriber", seat.name().toString()).has(201);
    thief
        .post(Issued.challenge(thief, order, "pin-01"), Client.object().put("pin", Setup.PIN))
        .has(200);
    assertThat(thief.read(order.location()).text("status")).isEqualTo("ready");
    return order;
  }

  private void resetPin() {
    new ResetPin(edge.policies, edge.ports.subscribers(), edge.pins, edge.clock)
        .login(edge.institution("kita"), seat.name(), Pin.attempt(TEMPORARY), Examples.COUNTER);
  }

  private void assertIsNotIssued(Answer ready) {
    var csr = Base64Url.encode(Keys.csr(Keys.p256(), List.of()));
    thief
        .post(ready.text("finalize"), Client.object().put("csr", csr))
        .isProblem(403, "orderNotReady");
    assertThat(thief.read(ready.location()).text("status")).isEqualTo("invalid");
    assertThat(edge.ports.certificates().of(seat.institution(), seat.name())).isEmpty();
  }

  private void assertHolderAcquires() {
    Issued.forSeat(
        holder,
        seat.name().toString(),
        Client.object().put("pin", TEMPORARY).put("newPin", CHOSEN));
    assertThat(edge.ports.certificates().of(seat.institution(), seat.name())).hasSize(1);
  }
}
