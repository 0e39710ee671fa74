package shomei.domain.notice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
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
/// address (seed 000: the user; seed 003: the administrator); the others are dropped.
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
      Optional<Mail> mail = mail(due.certificate(), now);
      decided += notices.decide(due.notice(), mail, entry(due, mail, now)) ? 1 : 0;
    }
    return decided;
  }

  private Optional<Mail> mail(Certificate certificate, Instant now) {
    boolean current =
        certificate.stateAt(now) == Certificate.State.ISSUED && certificate.replacedBy().isEmpty();
    if (!current) {
      return Optional.empty();
    }
    return certificate
        .seat()
        .flatMap(name -> subscribers.find(certificate.institution(), name))
        .flatMap(
            seat ->
                institutions
                    .find(certificate.institution())
                    .map(institution -> mail(institution, seat, certificate, now)));
  }

  private Mail mail(
      Institution institution, Subscriber seat, Certificate certificate, Instant now) {
    RenewalPeriod period = RenewalPeriod.of(policies.of(institution), certificate);
    return new Mail(
        TimeOrderedId.make(now, random),
        institution,
        Mail.Text.EXPIRY,
        seat.language(),
        seat.mail(),
        Map.of(
            "holder", seat.displayName(),
            "seat", seat.name().toString(),
            "serial", certificate.serial().hex(),
            "expires", certificate.notAfter().toString(),
            "days", Long.toString(period.daysLeft(now)),
            "renewalOpens", period.opens().toString(),
            "reopenedBy", seat.name().isAdministrator() ? "counter" : "administrator"));
  }

  private static Entry entry(Notices.Due due, Optional<Mail> mail, Instant now) {
    return new Entry(
        now,
        due.certificate().institution(),
        Actor.system(),
        mail.isPresent() ? Act.NOTICE_SENT : Act.NOTICE_DROPPED,
        "certificate:" + due.notice().serial(),
        Map.of("daysBefore", Integer.toString(due.notice().daysBefore())));
  }
}
