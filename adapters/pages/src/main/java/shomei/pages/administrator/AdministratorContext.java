package shomei.pages.administrator;

import java.time.InstantSource;
import shomei.domain.administration.UserList;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.form.Errors;
import shomei.pages.form.Form;
import shomei.pages.form.Forms;
import shomei.pages.view.Layout;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;

/// What the pages of administrators work with.
record AdministratorContext(
    AdministratorPages.UseCases use, Policies policies, Forms forms, InstantSource clock) {
  /// @param path of the page from `/`, where another language finds it
  Layout layout(Visit visit, Good good, String screen, String title, String path) {
    return Layout.of(visit, screen, title, path, clock.instant()).heldBy(good);
  }

  Policy policy(Visit visit) {
    return policies.of(visit.institution());
  }

  /// A form to be filled in, or again.
  Form form(Visit visit, Fields typed, Errors errors) {
    return new Form(forms.draw(), typed, errors, policy(visit).pins());
  }

  /// A user of the administrator's own corporation.
  ///
  /// *Threat:* an administrator asks for users of another corporation. *Answer:* the contract is
  /// the session's; an address names the user ID alone.
  ///
  /// @throws HttpError 404 where there is none of that ID
  UserList.Line user(Visit visit, Good good, String userId) {
    return use.list()
        .find(visit.institution().id(), name(good, userId), clock.instant())
        .orElseThrow(HttpError::notFound);
  }

  private static SubscriberName name(Good good, String userId) {
    try {
      return SubscriberName.user(good.seat().name().contractId(), userId);
    } catch (Refusal nobodysName) {
      throw HttpError.notFound();
    }
  }
}
