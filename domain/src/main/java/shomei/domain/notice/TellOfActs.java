package shomei.domain.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.kernel.TimeOrderedId;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;

/// Tells the holder of a seat, and the corporation's administrator where it is a user's, of acts on
/// it, by mail: what, when, from where, and whom to call who did not do it.
///
/// *Threat:* somebody who has a PIN or a key acquires, renews or revokes in a holder's name, or
/// somebody at the counter does, and the holder hears of it when money is gone. *Answer:* each act
/// is told, by the entry that it cannot be done without ([UntoldActs]).
///
/// *Threat:* somebody fills a mailbox, so that the one mail that matters is not seen. *Answer:* a
/// wrong PIN is not told, the lock is, once; and an address gets so many mails of one kind about a
/// seat in a day, so that a flood of one kind hides no other.
public final class TellOfActs {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String SEAT = "subscriber:";
  private static final String CERTIFICATE = "certificate:";
  private static final String YES = "yes";

  private final UntoldActs untold;
  private final Institutions institutions;
  private final Policies policies;
  private final Subscribers subscribers;
  private final Certificates certificates;
  private final InstantSource clock;
  private final RandomGenerator random;

  public TellOfActs(
      UntoldActs untold,
      Institutions institutions,
      Policies policies,
      Subscribers subscribers,
      Certificates certificates,
      InstantSource clock,
      RandomGenerator random) {
    this.untold = untold;
    this.institutions = institutions;
    this.policies = policies;
    this.subscribers = subscribers;
    this.certificates = certificates;
    this.clock = clock;
    this.random = random;
  }

  /// What kind of mail an entry calls for. Every act is named here, so that a new one is thought
  /// of.
  public static Optional<Policy.Told> kind(Entry entry) {
    return switch (entry.act()) {
      case LOGIN_ID_ACQUIRED -> Optional.of(Policy.Told.ACTIVATED);
      case CERTIFICATE_ISSUED ->
          Optional.of(
              entry.details().containsKey("replaces") ? Policy.Told.RENEWED : Policy.Told.ACQUIRED);
      case CERTIFICATE_REVOKED -> Optional.of(Policy.Told.REVOKED);
      case PIN_CHANGED, PIN_RESET -> Optional.of(Policy.Told.PIN_CHANGED);
      case SUBSCRIBER_CHANGED, COMPANY_CHANGED -> Optional.of(Policy.Told.REGISTRATION_CHANGED);
      case PIN_LOCKED -> Optional.of(Policy.Told.LOCKED);
      case SUBSCRIBER_UNLOCKED -> Optional.of(Policy.Told.UNLOCKED);
      case SUBSCRIBER_SUSPENDED -> Optional.of(Policy.Told.SUSPENDED);
      case SUBSCRIBER_UNSUSPENDED -> Optional.of(Policy.Told.UNSUSPENDED);
      case INSTITUTION_PUT,
          ISSUER_ADDED,
          RESPONDER_CERTIFIED,
          HISTORY_SIGNER_CERTIFIED,
          CORPORATION_REGISTERED,
          USER_REGISTERED,
          USER_DELETED,
          PIN_WRONG,
          RIGHT_OPENED,
          RIGHT_CLOSED,
          PARTNER_PUT,
          PARTNER_REMOVED,
          EXTERNAL_KEY_MINTED,
          EXTERNAL_KEY_REVOKED,
          LOGIN_SERVER_ADDED,
          LOGIN_SERVER_REMOVED,
          OIDC_CLIENT_ADDED,
          OIDC_CLIENT_REMOVED,
          OIDC_KEY_ADDED,
          OIDC_KEY_REMOVED,
          CODE_REDEEMED,
          CODE_REPLAYED,
          LOGGED_IN,
          LOGIN_REFUSED,
          SESSION_ENDED,
          ACCOUNT_CREATED,
          ACCOUNT_CHANGED,
          ACCOUNT_KEY_CHANGED,
          ACCOUNT_DEACTIVATED,
          ORDER_PLACED,
          CHALLENGE_VALID,
          CHALLENGE_INVALID,
          AUTHORIZATION_DEACTIVATED,
          ISSUANCE_BEGUN,
          ISSUANCE_FAILED,
          BULK_REVOCATION_BEGUN,
          BULK_REVOCATION_ENDED,
          NOTICE_SENT,
          NOTICE_DROPPED,
          MAIL_WRITTEN,
          MAIL_DROPPED ->
          Optional.empty();
    };
  }

  /// What a mail tells.
  private record News(
      Institution institution,
      Policy.Mails policy,
      Policy.Told kind,
      Entry entry,
      Subscriber seat,
      Optional<Certificate> certificate) {}

  /// Decides what is untold. A fault at one act keeps it for later and nobody from hearing of the
  /// others.
  ///
  /// @return how many were decided here; call again while it is `limit`
  public int decide(int limit) {
    int decided = 0;
    long last = 0;
    Optional<RuntimeException> fault = Optional.empty();
    List<UntoldActs.Untold> acts;
    do {
      acts = untold.after(last, limit);
      for (UntoldActs.Untold act : acts) {
        last = act.id();
        try {
          decided += decide(act) ? 1 : 0;
        } catch (RuntimeException thrown) {
          fault = Optional.of(thrown);
        }
      }
      // those that stay are not all that there is
    } while (fault.isPresent() && acts.size() == limit);
    if (fault.isPresent()) {
      throw fault.get();
    }
    return decided;
  }

  private boolean decide(UntoldActs.Untold act) {
    Instant now = clock.instant();
    List<Mail> wanted = news(act.entry()).map(news -> mails(news, now)).orElse(List.of());
    List<Mail> mails = wanted.stream().filter(mail -> isWithinBounds(mail, now)).toList();
    Optional<Entry> entry =
        wanted.isEmpty() ? Optional.empty() : Optional.of(entry(act.entry(), wanted, mails, now));
    return untold.decide(act, mails, entry, now);
  }

  /// Empty where nobody is told, whatever the policy: of what nobody has, of partners'
  /// certificates, of what a journal brought back, which was told when it happened, and of a
  /// certificate that was superseded by the seat's next, which has a mail of its own. Who was
  /// deleted is told of what was revoked by that.
  private Optional<News> news(Entry entry) {
    Optional<Certificate> certificate = certificate(entry);
    Optional<SubscriberName> name =
        entry.subject().startsWith(SEAT)
            ? Optional.of(SubscriberName.parse(entry.subject().substring(SEAT.length())))
            : certificate.flatMap(Certificate::seat);
    Optional<Subscriber> seat =
        name.flatMap(known -> subscribers.everNamed(entry.institution(), known));
    if (seat.isEmpty() || entry.details().containsKey("source")) {
      return Optional.empty();
    }
    if (entry.act() == Act.CERTIFICATE_REVOKED
        && certificate.filter(this::isSucceeded).isPresent()) {
      return Optional.empty();
    }
    return institutions
        .find(entry.institution())
        .flatMap(
            institution ->
                kind(entry)
                    .map(
                        kind ->
                            new News(
                                institution,
                                policies.of(institution).mails(),
                                kind,
                                entry,
                                seat.get(),
                                certificate)));
  }

  private Optional<Certificate> certificate(Entry entry) {
    return entry.subject().startsWith(CERTIFICATE)
        ? certificates.find(new Serial(entry.subject().substring(CERTIFICATE.length())))
        : Optional.empty();
  }

  private boolean isSucceeded(Certificate certificate) {
    boolean superseded =
        certificate
            .revocation()
            .flatMap(Certificate.Revocation::reason)
            .equals(Optional.of(RevocationReason.SUPERSEDED));
    return superseded
        && !certificates
            .of(certificate.institution(), certificate.seat().orElseThrow())
            .getFirst()
            .serial()
            .equals(certificate.serial());
  }

  private List<Mail> mails(News news, Instant now) {
    List<Mail> mails = new ArrayList<>();
    Subscriber seat = news.seat();
    if (news.policy().holder().contains(news.kind())) {
      add(mails, news, seat, now);
      mailedBefore(news.entry()).forEach(to -> add(mails, news, seat, to, now));
    }
    if (news.policy().administrator().contains(news.kind()) && isUser(seat)) {
      subscribers
          .find(seat.institution(), SubscriberName.administrator(seat.name().contractId()))
          .ifPresent(administrator -> add(mails, news, administrator, now));
    }
    return mails;
  }

  private void add(List<Mail> mails, News news, Subscriber addressee, Instant now) {
    CorporationMails.of(subscribers, addressee).forEach(to -> add(mails, news, addressee, to, now));
  }

  /// Each address is told once.
  private void add(List<Mail> mails, News news, Subscriber addressee, String to, Instant now) {
    if (mails.stream().noneMatch(mail -> mail.to().equalsIgnoreCase(to))) {
      mails.add(mail(news, addressee, to, now));
    }
  }

  /// The addresses that an act took the mails away from.
  ///
  /// *Threat:* who wants to act in a holder's name unseen changes the mail address first. *Answer:*
  /// the mail on that goes to the address before, too.
  private static List<String> mailedBefore(Entry entry) {
    return Stream.of("mailBefore", "mailsBefore")
        .flatMap(name -> Stream.ofNullable(entry.details().get(name)))
        .flatMap(addresses -> Stream.of(addresses.split(", ")))
        .filter(address -> !address.isEmpty())
        .toList();
  }

  private Mail mail(News news, Subscriber to, String address, Instant now) {
    Subscriber seat = news.seat();
    Map<String, String> values = new HashMap<>();
    values.put("addressee", to.displayName());
    values.put("holder", seat.displayName());
    values.put("seat", seat.name().toString());
    values.put("at", news.entry().at().toString());
    news.certificate()
        .ifPresent(
            certificate -> {
              values.put("serial", certificate.serial().hex());
              values.put("expires", certificate.notAfter().toString());
            });
    news.entry().actor().origin().ip().ifPresent(from -> values.put("network", from));
    switch (to.language()) {
      case JA -> news.policy().contactJa().ifPresent(contact -> values.put("contact", contact));
      case EN -> news.policy().contactEn().ifPresent(contact -> values.put("contact", contact));
    }
    mark(values, "toAdministrator", !to.id().equals(seat.id()));
    mark(values, "ofUser", isUser(seat));
    mark(values, "byCounter", news.entry().actor().kind() == Actor.Kind.OPERATOR);
    mark(values, "confirmationPin", "confirmation".equals(news.entry().details().get("pin")));
    return new Mail(
        TimeOrderedId.make(now, random),
        news.institution(),
        text(news.kind()),
        to.language(),
        address,
        values);
  }

  private static void mark(Map<String, String> values, String name, boolean so) {
    if (so) {
      values.put(name, YES);
    }
  }

  private static boolean isUser(Subscriber seat) {
    return !seat.name().isAdministrator();
  }

  private static Mail.Text text(Policy.Told kind) {
    return switch (kind) {
      case ACTIVATED -> Mail.Text.ACTIVATED;
      case ACQUIRED -> Mail.Text.ACQUIRED;
      case RENEWED -> Mail.Text.RENEWED;
      case REVOKED -> Mail.Text.REVOKED;
      case PIN_CHANGED -> Mail.Text.PIN_CHANGED;
      case REGISTRATION_CHANGED -> Mail.Text.REGISTRATION_CHANGED;
      case LOCKED -> Mail.Text.LOCKED;
      case UNLOCKED -> Mail.Text.UNLOCKED;
      case SUSPENDED -> Mail.Text.SUSPENDED;
      case UNSUSPENDED -> Mail.Text.UNSUSPENDED;
    };
  }

  private boolean isWithinBounds(Mail mail, Instant now) {
    int most = policies.of(mail.institution()).mails().mostADay();
    var seat = SubscriberName.parse(mail.values().getOrDefault("seat", ""));
    return untold.mailed(mail.institution().id(), mail.to(), mail.text(), seat, now.minus(DAY))
        < most;
  }

  private static Entry entry(Entry act, List<Mail> wanted, List<Mail> mails, Instant now) {
    Map<String, String> details = new HashMap<>();
    details.put("act", act.act().name());
    details.put("at", act.at().toString());
    if (mails.size() < wanted.size()) {
      details.put("notMailed", Integer.toString(wanted.size() - mails.size()));
    }
    if (!mails.isEmpty()) {
      details.put("mails", Integer.toString(mails.size()));
    }
    return new Entry(
        now,
        act.institution(),
        Actor.system(),
        mails.isEmpty() ? Act.MAIL_DROPPED : Act.MAIL_WRITTEN,
        act.subject(),
        details);
  }
}
