package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shomei.domain.certificate.Certificate;
import shomei.domain.contract.Ports;
import shomei.domain.fixture.Inbox;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.notice.Mail;
import shomei.domain.order.Order;

/// What holds after every step, whatever was done, derived anew from the ports each time.
final class Always {
  private final Ports ports;
  private final Inbox inbox;
  private final Set<OrderId> live = new HashSet<>();
  private final Map<OrderId, Order> ended = new HashMap<>();
  private final List<String> secrets = new ArrayList<>();

  Always(Ports ports, Inbox inbox) {
    this.ports = ports;
    this.inbox = inbox;
  }

  void know(OrderId order) {
    live.add(order);
  }

  /// Reads from now on also the orders again that had ended: what is valid or invalid stays so.
  void reread() {
    live.addAll(ended.keySet());
  }

  void keepSecret(String text) {
    secrets.add(text);
  }

  void check(Instant now) {
    List<Entry> history = new ArrayList<>();
    List<Certificate> certificates = new ArrayList<>();
    for (Institution institution : ports.institutions().all()) {
      history.addAll(ports.history().latest(institution.id(), 100_000).reversed());
      certificates.addAll(ports.certificates().of(institution.id(), Optional.empty(), 100_000));
    }
    everyCertificateIsInTheHistoryOnce(certificates, history);
    aSeatHasAtMostOneCurrentCertificate(certificates, now);
    noMoreIsAcquiredThanRightsWereOpened(certificates, history);
    anOrderIsValidExactlyWithItsCertificate(certificates, now);
    noPinIsGoodBeyondTheLock(history);
    everyNoticeIsDecidedOnceAndSentOnce(history);
    noSecretIsInHistoryOrMails(history);
  }

  private static void everyCertificateIsInTheHistoryOnce(
      List<Certificate> certificates, List<Entry> history) {
    Set<Serial> serials = new HashSet<>();
    for (Certificate certificate : certificates) {
      assertThat(serials.add(certificate.serial())).as("a serial is used once").isTrue();
      String subject = "certificate:" + certificate.serial();
      assertThat(count(history, Act.CERTIFICATE_ISSUED, subject)).isOne();
      assertThat(count(history, Act.CERTIFICATE_REVOKED, subject))
          .isEqualTo(certificate.revocation().isPresent() ? 1 : 0);
    }
    assertThat(history.stream().filter(e -> e.act() == Act.CERTIFICATE_ISSUED))
        .hasSameSizeAs(certificates);
  }

  private static void aSeatHasAtMostOneCurrentCertificate(
      List<Certificate> certificates, Instant now) {
    Set<String> holders = new HashSet<>();
    certificates.stream()
        .filter(c -> c.stateAt(now) == Certificate.State.ISSUED && c.replacedBy().isEmpty())
        .flatMap(c -> c.seat().map(seat -> c.institution() + " " + seat).stream())
        .forEach(holder -> assertThat(holders.add(holder)).as(holder).isTrue());
  }

  /// Acquired are the certificates that replaced none.
  private void noMoreIsAcquiredThanRightsWereOpened(
      List<Certificate> certificates, List<Entry> history) {
    Set<OrderId> replacing = new HashSet<>();
    certificates.forEach(c -> c.replacedBy().ifPresent(replacing::add));
    Map<String, Integer> acquired = new HashMap<>();
    certificates.stream()
        .filter(c -> c.seat().isPresent() && !replacing.contains(c.order()))
        .forEach(
            c -> acquired.merge(c.institution() + " " + c.seat().orElseThrow(), 1, Integer::sum));
    for (var one : acquired.entrySet()) {
      long opened =
          history.stream()
              .filter(
                  e ->
                      e.act() == Act.CORPORATION_REGISTERED
                          || e.act() == Act.USER_REGISTERED
                          || e.details().containsKey("seatBefore")
                          || e.act() == Act.RIGHT_OPENED)
              .filter(
                  e ->
                      (e.institution() + " " + e.subject())
                          .equals(one.getKey().replace(" ", " subscriber:")))
              .count();
      assertThat(one.getValue().longValue()).as(one.getKey()).isLessThanOrEqualTo(opened);
    }
  }

  private void anOrderIsValidExactlyWithItsCertificate(
      List<Certificate> certificates, Instant now) {
    Map<OrderId, Certificate> byOrder = new HashMap<>();
    for (Certificate certificate : certificates) {
      assertThat(byOrder.put(certificate.order(), certificate)).as("one an order").isNull();
    }
    for (OrderId id : Set.copyOf(live)) {
      Optional<Order> found = ports.orders().find(id, now);
      if (found.isEmpty()) {
        assertThat(ended).as("what is forgotten had ended").containsKey(id);
        Optional.ofNullable(byOrder.get(id))
            .ifPresent(
                certificate ->
                    assertThat(certificate.notAfter()).as("a certificate's order").isBefore(now));
        live.remove(id);
        continue;
      }
      Order order = found.get();
      assertThat(order.terms().authorizations())
          .allMatch(a -> ports.authorizations().find(a).isPresent());
      boolean isEnd = order instanceof Order.Valid || order instanceof Order.Invalid;
      Order before = isEnd ? ended.putIfAbsent(id, order) : ended.get(id);
      if (before != null) {
        assertThat(order).hasSameClassAs(before);
      }
      if (isEnd) {
        live.remove(id);
      }
    }
    for (OrderId id : live) {
      assertThat(byOrder).as("an order that has not ended").doesNotContainKey(id);
    }
    ended.forEach(
        (id, order) -> {
          Certificate certificate = byOrder.get(id);
          assertThat(order instanceof Order.Valid).as("%s", order).isEqualTo(certificate != null);
          if (order instanceof Order.Valid valid && certificate != null) {
            assertThat(valid.serial()).isEqualTo(certificate.serial());
            assertThat(certificate.identifiers()).isEqualTo(order.terms().identifiers());
          }
        });
  }

  /// The locks of strangers are on `pin-01` alone.
  private static void noPinIsGoodBeyondTheLock(List<Entry> history) {
    Set<String> locked = new HashSet<>();
    Set<String> lockedForAll = new HashSet<>();
    for (Entry entry : history) {
      String seat = entry.institution() + " " + entry.subject();
      String what = entry.details().getOrDefault("what", "");
      String actor = entry.institution() + " " + entry.actor().name();
      switch (entry.act()) {
        case PIN_LOCKED -> {
          locked.add(seat);
          if (!what.endsWith("STRANGERS")) {
            lockedForAll.add(seat);
          }
        }
        case SUBSCRIBER_UNLOCKED -> {
          locked.remove(seat);
          lockedForAll.remove(seat);
        }
        case CHALLENGE_VALID -> {
          if (what.equals("pin-01")) {
            assertThat(locked).doesNotContain(seat);
          }
        }
        case PIN_CHANGED -> assertThat(locked).doesNotContain(seat);
        case RIGHT_OPENED, RIGHT_CLOSED -> assertThat(lockedForAll).doesNotContain(actor);
        default -> {}
      }
    }
  }

  private void everyNoticeIsDecidedOnceAndSentOnce(List<Entry> history) {
    Set<String> decided = new HashSet<>();
    history.stream()
        .filter(e -> e.act() == Act.NOTICE_SENT || e.act() == Act.NOTICE_DROPPED)
        .forEach(
            e -> assertThat(decided.add(e.subject() + e.details().get("daysBefore"))).isTrue());
    Set<Object> sent = new HashSet<>();
    inbox.mails().forEach(mail -> assertThat(sent.add(mail.id())).as("%s", mail).isTrue());
  }

  private void noSecretIsInHistoryOrMails(List<Entry> history) {
    for (Entry entry : history) {
      for (String secret : secrets) {
        assertThat(entry.toString()).doesNotContain(secret);
      }
    }
    for (Mail mail : inbox.mails()) {
      for (String secret : secrets) {
        assertThat(mail.values().toString()).doesNotContain(secret);
      }
    }
  }

  private static long count(List<Entry> history, Act act, String subject) {
    return history.stream().filter(e -> e.act() == act && e.subject().equals(subject)).count();
  }
}
