package shomei.pages.administrator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import shomei.domain.administration.AdministerUsers;
import shomei.domain.kernel.MailAddress;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.domain.subscriber.Corporation;
import shomei.pages.form.Errors;
import shomei.pages.form.Forms;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// A12: the contract, and who else gets the mails of its administrator.
final class CompanyPage {
  static final String PATH = "/company";
  private static final String SHOWN = "shown";
  private static final List<String> FIELDS =
      IntStream.rangeClosed(1, Corporation.MOST_MAILS).mapToObj(i -> "mail" + i).toList();

  private final AdministratorContext context;

  CompanyPage(AdministratorContext context) {
    this.context = context;
  }

  Response show(Visit visit, Good good) {
    Corporation corporation = corporation(visit, good);
    return show(
        visit,
        good,
        corporation,
        corporation.mails(),
        filled(corporation.mails()),
        none(visit),
        false);
  }

  /// @param shown the addresses that are taken for those that there are
  private Response show(
      Visit visit,
      Good good,
      Corporation corporation,
      List<String> shown,
      Fields typed,
      Errors errors,
      boolean changed) {
    CompanyView view =
        new CompanyView(
            context.form(visit, typed, errors),
            visit.tenant().path() + PATH,
            corporation.contractId(),
            corporation.name(),
            good.seat().mail(),
            FIELDS,
            shown,
            changed);
    return Templates.page(
        view.form().status(),
        "company",
        context.layout(visit, good, "A12", "company.title", PATH),
        view);
  }

  Response submit(Visit visit, Good good, Fields filledIn) {
    List<String> shown = filledIn.all(SHOWN);
    List<String> wanted =
        FIELDS.stream().map(filledIn::text).filter(mail -> !mail.isEmpty()).toList();
    Errors errors = errors(visit, filledIn);
    Optional<Response> changed =
        errors.isEmpty() ? change(visit, good, filledIn, shown, wanted, errors) : Optional.empty();
    return changed.orElseGet(
        () -> show(visit, good, corporation(visit, good), shown, filledIn, errors, false));
  }

  private static Errors errors(Visit visit, Fields filledIn) {
    Errors errors = none(visit);
    Set<String> before = new HashSet<>();
    for (String field : FIELDS) {
      String mail = filledIn.text(field);
      if (!mail.isEmpty()) {
        errors.addIf(MailAddress.parse(mail).isEmpty(), field, "user.mail.form");
        errors.addIf(!before.add(mail.toLowerCase(Locale.ROOT)), field, "company.twice");
      }
    }
    return errors;
  }

  private Optional<Response> change(
      Visit visit,
      Good good,
      Fields filledIn,
      List<String> shown,
      List<String> wanted,
      Errors errors) {
    try {
      return Administer.confirm(
          filledIn,
          errors,
          pin -> {
            AdministerUsers.Outcome outcome =
                context
                    .use()
                    .company()
                    .changeMails(
                        visit.institution(),
                        good,
                        Forms.read(filledIn.text("form")),
                        pin,
                        shown,
                        wanted,
                        visit.origin());
            return outcome == AdministerUsers.Outcome.DONE
                ? Optional.of(changed(visit, good))
                : Administer.refused(outcome, errors);
          });
    } catch (Refusal refusal) {
      if (refusal.reason() != Reason.ALREADY_REPLACED) {
        throw refusal;
      }
      errors.add(FIELDS.getFirst(), "company.meanwhile");
      Corporation now = corporation(visit, good);
      return Optional.of(show(visit, good, now, now.mails(), filled(now.mails()), errors, false));
    }
  }

  private Response changed(Visit visit, Good good) {
    Corporation now = corporation(visit, good);
    return show(visit, good, now, now.mails(), filled(now.mails()), none(visit), true);
  }

  private Corporation corporation(Visit visit, Good good) {
    return context
        .use()
        .subscribers()
        .corporation(visit.institution().id(), good.seat().name().contractId())
        .orElseThrow(HttpError::notFound);
  }

  private static Fields filled(List<String> mails) {
    Map<String, String> filled = new HashMap<>();
    for (int i = 0; i < mails.size() && i < FIELDS.size(); i++) {
      filled.put(FIELDS.get(i), mails.get(i));
    }
    return Fields.of(filled);
  }

  private static Errors none(Visit visit) {
    return new Errors(visit.texts());
  }
}
