package shomei.pages.administrator;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    return users(visit, good, List.of(userId)).getFirst();
  }

  /// The same of several, as they were chosen, by one question.
  ///
  /// @throws HttpError 404 where there is none of one of the IDs
  List<UserList.Line> users(Visit visit, Good good, List<String> userIds) {
    String contractId = good.seat().name().contractId();
    userIds.forEach(id -> requireName(contractId, id));
    Map<String, UserList.Line> found =
        use
            .list()
            .find(visit.institution().id(), contractId, Set.copyOf(userIds), clock.instant())
            .stream()
            .collect(
                Collectors.toMap(
                    line -> line.seat().name().userId().orElseThrow(), Function.identity()));
    return userIds.stream()
        .map(id -> Optional.ofNullable(found.get(id)).orElseThrow(HttpError::notFound))
        .toList();
  }

  private static void requireName(String contractId, String userId) {
    try {
      SubscriberName.user(contractId, userId);
    } catch (Refusal nobodysName) {
      throw HttpError.notFound();
    }
  }
}
