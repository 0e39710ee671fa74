package shomei.domain.administration;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import shomei.domain.credential.Pin;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.MailAddress;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.Framed;
import shomei.domain.subscriber.Corporation;
import shomei.domain.subscriber.Subscribers;

/// The corporation's own data (FACES.md, A12): who else gets the administrator's mails.
public final class AdministerCompany {
  private final ConfirmedForm confirmed;
  private final Subscribers subscribers;
  private final InstantSource clock;

  public AdministerCompany(ConfirmedForm confirmed, Subscribers subscribers, InstantSource clock) {
    this.confirmed = confirmed;
    this.subscribers = subscribers;
    this.clock = clock;
  }

  /// @param form 16 random octets or more, drawn for the page that was filled in
  /// @param from what the screen showed
  /// @throws Refusal UNAUTHORIZED where there is no certificate or who asks is no administrator;
  ///   MALFORMED (before any PIN is counted); ALREADY_REPLACED where the screen was old
  public AdministerUsers.Outcome changeMails(
      Institution institution,
      ContinueSession.Outcome.Good administrator,
      Octets form,
      Pin confirmation,
      List<String> from,
      List<String> to,
      Origin origin) {
    Actor by = confirmed.authorised(administrator, origin);
    List<String> next = required(to);
    byte[] content = Framed.join(Framed.text("mails"), framed(from), framed(next));
    String contract = administrator.seat().name().contractId();
    return AdministerUsers.Outcome.valueOf(
        confirmed.submit(
            institution,
            administrator,
            by,
            form,
            confirmation,
            content,
            actor -> {
              change(institution, contract, from, next, actor);
              return AdministerUsers.Outcome.DONE.name();
            }));
  }

  private void change(
      Institution institution, String contract, List<String> from, List<String> to, Actor by) {
    Entry entry =
        new Entry(
            clock.instant(),
            institution.id(),
            by,
            Act.COMPANY_CHANGED,
            "subscriber:" + contract,
            Map.of("mails", String.join(", ", to), "mailsBefore", String.join(", ", from)));
    if (!subscribers.changeMails(institution.id(), contract, from, to, entry)) {
      throw new Refusal(Reason.ALREADY_REPLACED, "the addresses were changed meanwhile");
    }
  }

  private static List<String> required(List<String> mails) {
    List<String> addresses = mails.stream().map(MailAddress::require).toList();
    var different =
        new HashSet<>(addresses.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList());
    if (mails.size() > Corporation.MOST_MAILS || different.size() < mails.size()) {
      throw new Refusal(
          Reason.MALFORMED,
          "up to %d mail addresses, each of them once".formatted(Corporation.MOST_MAILS));
    }
    return addresses;
  }

  private static byte[] framed(List<String> texts) {
    return Framed.join(texts.stream().map(Framed::text).toArray(byte[][]::new));
  }
}
