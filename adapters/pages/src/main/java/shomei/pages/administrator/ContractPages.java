package shomei.pages.administrator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.domain.administration.UserList;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.session.ContinueSession.Outcome.Good;
import shomei.pages.text.Words;
import shomei.pages.view.CertificateCard;
import shomei.pages.view.Templates;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// A1, how it stands with the contract, and A2, what there is to do.
final class ContractPages {
  private final AdministratorContext context;

  ContractPages(AdministratorContext context) {
    this.context = context;
  }

  Response menu(Visit visit, Good good) {
    String path = visit.tenant().path();
    MenuView view =
        new MenuView(
            Stream.of(
                    item("contract", path + "/contract"),
                    item("users", path + ListQuery.PATH),
                    item("register", path + RegisterPage.PATH),
                    item("allhistory", path + "/users/acts"),
                    item("company", path + CompanyPage.PATH),
                    item("pins", path + "/pins"))
                .toList(),
            good.seat().temporaryConfirmationPin());
    return Templates.page(
        200, "menu", context.layout(visit, good, "A2", "menu.title", "/menu"), view);
  }

  private static MenuView.Item item(String name, String address) {
    return new MenuView.Item(name, address);
  }

  Response contract(Visit visit, Good good) {
    InstitutionId institution = visit.institution().id();
    String contractId = good.seat().name().contractId();
    Map<UserList.State, Integer> counted =
        context.use().list().count(institution, contractId, context.clock().instant());
    List<ContractView.Count> counts =
        Arrays.stream(UserList.State.values())
            .map(
                state ->
                    new ContractView.Count(
                        Words.tag(state),
                        counted.getOrDefault(state, 0),
                        visit.tenant().path() + all(state).address()))
            .toList();
    ContractView view =
        new ContractView(
            contractId,
            good.seat().displayName(),
            good.certificate().map(one -> CertificateCard.of(one, visit.texts())),
            counts);
    return Templates.page(
        200, "contract", context.layout(visit, good, "A1", "contract.title", "/contract"), view);
  }

  private static ListQuery all(UserList.State state) {
    return new ListQuery("", Optional.of(state), UserList.Sort.ID, false, 1);
  }
}
