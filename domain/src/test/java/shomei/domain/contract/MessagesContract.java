package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Act;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.notice.Mail;
import shomei.domain.notice.Messages.Message;
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;

public abstract class MessagesContract extends PortContract {
  private static final String CONTRACT = "12345678901234";

  private final Random random = new Random(20261130);
  private Subscriber administrator;
  private Subscriber user;

  @BeforeEach
  final void register() {
    administrator = given.administrator(CONTRACT);
    user = user("user1");
  }

  @Test
  void aSeatReadsWhatItWasMailedAboutItselfNewestFirst() {
    mail(user.mail(), user.name(), NOW);
    mail(user.mail(), user.name(), NOW.plusSeconds(1));
    assertThat(ports.messages().of(user, 10))
        .extracting(Message::at)
        .containsExactly(NOW.plusSeconds(1), NOW);
    assertThat(ports.messages().of(user, 1)).hasSize(1);
    Message first = ports.messages().of(user, 10).getLast();
    assertThat(first.text()).isEqualTo(Mail.Text.LOCKED);
    assertThat(first.values()).isEqualTo(Map.of("seat", user.name().toString(), "a", "b"));
  }

  @Test
  void nobodyReadsWhatAnotherWasMailed() {
    Subscriber neighbour = user("user2");
    mail(user.mail(), neighbour.name(), NOW);
    mail("other@example.jp", user.name(), NOW);
    mail(AKEBONO, user.mail(), user.name(), NOW);
    assertThat(ports.messages().of(user, 10)).isEmpty();
    assertThat(ports.messages().unread(user)).isZero();
  }

  @Test
  void anAdministratorReadsWhatTheyWereMailedAboutAnySeatOfTheCorporation() {
    mail(administrator.mail(), administrator.name(), NOW);
    mail(administrator.mail(), user.name(), NOW.plusSeconds(1));
    mail(user.mail(), user.name(), NOW);
    mail(administrator.mail(), SubscriberName.user(CONTRACT + "5", "user1"), NOW);
    mail(administrator.mail(), SubscriberName.administrator(CONTRACT + "5"), NOW);
    assertThat(ports.messages().of(administrator, 10))
        .extracting(message -> message.values().get("seat"))
        .containsExactly(user.name().toString(), CONTRACT);
  }

  @Test
  void whatWasWrittenUpToThenIsRead() {
    mail(user.mail(), user.name(), NOW);
    mail(user.mail(), user.name(), NOW.plusMillis(1));
    mail(administrator.mail(), user.name(), NOW);
    assertThat(ports.messages().unread(user)).isEqualTo(2);
    ports.messages().read(user, NOW.minusMillis(1));
    assertThat(ports.messages().unread(user)).isEqualTo(2);
    ports.messages().read(user, NOW.plusNanos(1000));
    assertThat(ports.messages().unread(user)).isOne();
    assertThat(ports.messages().of(user, 10))
        .extracting(Message::unread)
        .containsExactly(true, false);
    ports.messages().read(user, NOW.minusSeconds(9));
    assertThat(ports.messages().unread(user)).as("nothing is taken back").isOne();
    ports.messages().read(user, NOW.plusMillis(1));
    assertThat(ports.messages().unread(user)).isZero();
    assertThat(ports.messages().unread(administrator)).isOne();
    mail(user.mail(), user.name(), NOW.plusSeconds(1));
    assertThat(ports.messages().unread(user)).isOne();
  }

  @Test
  void whatIsStillToBeSentOrWasRefusedIsReadToo() {
    mail(user.mail(), user.name(), NOW);
    ports.outbox().take(NOW, NOW.plusSeconds(60), 1);
    assertThat(ports.messages().of(user, 10)).hasSize(1);
    ports.outbox().refused(ports.messages().of(user, 1).getFirst().id(), "no", NOW);
    assertThat(ports.messages().of(user, 10)).extracting(Message::at).containsExactly(NOW);
  }

  private Subscriber user(String userId) {
    Subscriber seat =
        Seats.registered(
            given.unstoredSeat(SubscriberName.user(CONTRACT, userId)),
            new Registration("緑", "", userId + "@example.jp", Subscriber.Language.JA));
    ports.subscribers().add(seat, entry(Act.USER_REGISTERED, "subscriber:" + seat.name()));
    return seat;
  }

  private void mail(String to, SubscriberName about, Instant at) {
    mail(MIDORI, to, about, at);
  }

  private void mail(InstitutionId institution, String to, SubscriberName about, Instant at) {
    var mail =
        new Mail(
            TimeOrderedId.make(at, random),
            Given.institution(institution),
            Mail.Text.LOCKED,
            Subscriber.Language.JA,
            to,
            Map.of("seat", about.toString(), "a", "b"));
    ports.history().add(Given.entryAt(at, Act.PIN_LOCKED, "subscriber:" + about));
    var untold = ports.untoldActs().after(0, 1).getFirst();
    ports.untoldActs().decide(untold, List.of(mail), Optional.empty(), at);
  }
}
