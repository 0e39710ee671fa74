package shomei.pages.administrator;

import java.time.InstantSource;
import shomei.domain.administration.AdministerCompany;
import shomei.domain.administration.AdministerUsers;
import shomei.domain.administration.UserList;
import shomei.domain.institution.Policies;
import shomei.domain.subscriber.Subscribers;
import shomei.pages.form.Forms;
import shomei.pages.visit.SeatRoutes;

/// A1 to A12, but for A11 (`HistoryPages`).
public final class AdministratorPages {
  private final ContractPages contract;
  private final CompanyPage company;
  private final UsersPage users;
  private final RegisterPage register;
  private final ChangePage change;
  private final ResetPinsPage reset;
  private final PlainActPage plain;

  public AdministratorPages(UseCases use, Policies policies, Forms forms, InstantSource clock) {
    AdministratorContext context = new AdministratorContext(use, policies, forms, clock);
    Administer administer = new Administer(context);
    this.contract = new ContractPages(context);
    this.company = new CompanyPage(context);
    this.users = new UsersPage(context);
    this.register = new RegisterPage(context, administer);
    this.change = new ChangePage(context, administer);
    this.reset = new ResetPinsPage(context, administer);
    this.plain = new PlainActPage(context, administer, users);
  }

  /// What these pages ask of the domain.
  public record UseCases(
      AdministerUsers users, AdministerCompany company, UserList list, Subscribers subscribers) {}

  /// @param all of whoever is logged in
  public void mount(SeatRoutes all) {
    SeatRoutes routes = all.ofAdministrators();
    routes.get("contract", "/contract", contract::contract);
    routes.get("menu", "/menu", contract::menu);
    routes.get("users", ListQuery.PATH, users::show);
    routes.get("user-register", RegisterPage.PATH, register::show);
    routes.post("user-register", RegisterPage.PATH, register::submit);
    routes.get("user-change", ChangePage.PATH, change::show);
    routes.post("user-change", ChangePage.PATH, change::submit);
    routes.get("user-reset", ResetPinsPage.PATH, reset::show);
    routes.post("user-reset", ResetPinsPage.PATH, reset::submit);
    plain.mount(routes);
    routes.get("company", CompanyPage.PATH, company::show);
    routes.post("company", CompanyPage.PATH, company::submit);
  }
}
