package shomei.domain.notice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.renewal.RenewalPeriod;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

/// Decides due notices: whose certificate is current still is told by mail, to the seat's own
/// address (seed 000: the user; seed 003: the administrator), an administrator's to those of the
/// corporation too; the others are dropped.
public final class DecideNotices {
  private final Notices notices;
  private final Institutions institutions;
  private final Policies policies;
  private final Subscribers subscribers;
  private final InstantSource clock;
  private final RandomGenerator random;

  public DecideNotices(
      Notices notices,
      Institutions institutions,
      Policies policies,
      Subscribers subscribers,
      InstantSource clock,
      RandomGenerator random) {
    this.notices = notices;
    this.institutions = institutions;
    this.policies = policies;
    this.subscribers = subscribers;
    this.clock = clock;
    this.random = random;
  }

  /// @return how many were decided here; call again while it is `limit`
  public int decide(int limit) {
    Instant now = clock.instant();
    int decided = 0;
    for (Notices.Due due : notices.due(now, limit)) {
      List<Mail> mails = mails(due.certificate(), now);
      decided += notices.decide(due.notice(), mails, entry(due, mails, now)) ? 1 : 0;
    }
    return decided;
  }

  private List<Mail> mails(Certificate certificate, Instant now) {
    boolean current =
        certificate.stateAt(now) == Certificate.State.ISSUED && certificate.replacedBy().isEmpty();
    if (!current) {
      return List.of();
    }
    return certificate
        .seat()
        .flatMap(name -> subscribers.find(certificate.institution(), name))
        .flatMap(
            seat ->
                institutions
                    .find(certificate.institution())
                    .map(institution -> mails(institution, seat, certificate, now)))
        .orElse(List.of());
  }

  private List<Mail> mails(
      Institution institution, Subscriber seat, Certificate certificate, Instant now) {
    return CorporationMails.of(subscribers, seat).stream()
        .map(to -> mail(institution, seat, to, certificate, now))
        .toList();
  }

  private Mail mail(
      Institution institution, Subscriber seat, String to, Certificate certificate, Instant now) {
    RenewalPeriod period = RenewalPeriod.of(policies.of(institution), certificate);
    return new Mail(
        TimeOrderedId.make(now, random),
        institution,
        Mail.Text.EXPIRY,
        seat.language(),
        to,
        Map.of(
            "holder", seat.displayName(),
            "seat", seat.name().toString(),
            "serial", certificate.serial().hex(),
            "expires", certificate.notAfter().toString(),
            "days", Long.toString(period.daysLeft(now)),
            "renewalOpens", period.opens().toString(),
            "reopenedBy", seat.name().isAdministrator() ? "counter" : "administrator"));
  }

  private static Entry entry(Notices.Due due, List<Mail> mails, Instant now) {
    return new Entry(
        now,
        due.certificate().institution(),
        Actor.system(),
        mails.isEmpty() ? Act.NOTICE_DROPPED : Act.NOTICE_SENT,
        "certificate:" + due.notice().serial(),
        Map.of("daysBefore", Integer.toString(due.notice().daysBefore())));
  }
}
