package shomei.web.acme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import shomei.domain.account.Account;
import shomei.domain.account.ChangeKey;
import shomei.domain.account.CreateAccount;
import shomei.domain.account.CreateAccount.NewAccount;
import shomei.domain.account.CreateAccount.OfferedBinding;
import shomei.domain.account.DeactivateAccount;
import shomei.domain.account.UpdateAccount;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.order.ListOrders;
import shomei.protocol.json.Json;
import shomei.protocol.jws.AccountBinding;
import shomei.protocol.jws.Jws;
import shomei.protocol.jws.JwsVerifier;
import shomei.protocol.jws.SignedKeyChange;
import shomei.protocol.message.AccountUpdate;
import shomei.protocol.message.KeyChange;
import shomei.protocol.message.OrdersList;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;
import shomei.web.http.Response;

/// Accounts (RFC 8555 §7.3): made, found, changed, ended, given another key; and their lists of
/// orders.
public final class AccountResources {
  private static final String DEACTIVATED = "deactivated";

  private final CreateAccount create;
  private final UpdateAccount update;
  private final DeactivateAccount deactivate;
  private final ChangeKey changeKey;
  private final ListOrders list;
  private final JwsVerifier verifier;
  private final Paths paths;
  private final Responses responses;

  public AccountResources(
      CreateAccount create,
      UpdateAccount update,
      DeactivateAccount deactivate,
      ChangeKey changeKey,
      ListOrders list,
      JwsVerifier verifier,
      Paths paths,
      Responses responses) {
    this.create = create;
    this.update = update;
    this.deactivate = deactivate;
    this.changeKey = changeKey;
    this.list = list;
    this.verifier = verifier;
    this.paths = paths;
    this.responses = responses;
  }

  /// §7.3. A known key finds its account: the rest of the request, a binding included, is not
  /// looked at (§7.3.1).
  Response create(Call.ByKey call) {
    var wanted = call.payload().read(shomei.protocol.message.NewAccount.class);
    if (call.account().filter(a -> a.status() != Account.Status.VALID).isPresent()) {
      throw RequestAuthenticator.deactivated();
    }
    boolean onlyReturnExisting = Boolean.TRUE.equals(wanted.onlyReturnExisting());
    boolean binds = call.account().isEmpty() && !onlyReturnExisting;
    NewAccount request =
        new NewAccount(
            Optional.ofNullable(wanted.contact()).orElse(List.of()),
            Boolean.TRUE.equals(wanted.termsOfServiceAgreed()),
            onlyReturnExisting,
            binds
                ? Optional.ofNullable(wanted.externalAccountBinding())
                    .map(jws -> offered(jws, call))
                : Optional.empty());
    var result =
        create.create(
            call.institution(), AccountKeys.of(call.key()), call.account(), request, call.origin());
    return switch (result) {
      case CreateAccount.Result.Created(Account account) -> responses.account(201, account);
      case CreateAccount.Result.Found(Account account) -> responses.account(200, account);
    };
  }

  /// §7.3.2, §7.3.6.
  Response account(Call.ByAccount call) {
    Account account = call.account();
    if (call.payload().isEmpty()) {
      return responses.account(200, account);
    }
    AccountUpdate wanted = call.payload().read(AccountUpdate.class);
    if (DEACTIVATED.equals(wanted.status())) {
      return responses.account(200, deactivate.deactivate(account, call.origin()));
    }
    return responses.account(
        200,
        wanted.contact() == null
            ? account
            : update.update(account, wanted.contact(), call.origin()));
  }

  /// §7.1.2.1.
  ///
  /// @param query names the order that the page before ended with
  Response orders(Call.ByAccount call, Optional<String> query) {
    call.payload().requireNone();
    Account account = call.account();
    ListOrders.Page page = list.page(account, query.map(AccountResources::cursor));
    Response response =
        Response.json(
            200,
            new OrdersList(
                page.orders().stream()
                    .map(id -> paths.url(account.institution(), new Resource.OrderOf(id)))
                    .toList()));
    return page.next()
        .map(last -> response.with("Link", Responses.link(next(account, last), "next")))
        .orElse(response);
  }

  /// §7.3.5: both keys have signed, and the new one says whose place it takes.
  Response changeKey(Call.ByAccount call) {
    SignedKeyChange inner = Jws.parse(call.payload().octets()).toKeyChange();
    KeyChange wanted =
        Json.read(verifier.payload(inner.content(), inner.newKey()), KeyChange.class);
    Account account = call.account();
    String url = paths.url(account.institution(), new Resource.AccountOf(account.id())).toString();
    if (!inner.url().equals(call.url())) {
      throw ProblemException.malformed("The inner JWS has another url than the outer.");
    }
    if (!wanted.account().equals(url)
        || !wanted.oldKey().thumbprint().equals(account.key().thumbprint())) {
      throw ProblemException.malformed("The inner payload names another account or old key.");
    }
    return responses.account(
        200, changeKey.change(account, AccountKeys.of(inner.newKey()), call.origin()));
  }

  /// §7.3.4.
  private static OfferedBinding offered(ObjectNode jws, Call.ByKey call) {
    AccountBinding binding = Jws.parse(jws).toBinding();
    if (!binding.url().equals(call.url())) {
      throw new ProblemException(
          ProblemType.UNAUTHORIZED, "The binding was made for another URL than this.");
    }
    return new OfferedBinding(
        binding.kid(),
        switch (binding.algorithm()) {
          case HS256 -> Policy.EabAlgorithm.HS256;
          case HS384 -> Policy.EabAlgorithm.HS384;
          case HS512 -> Policy.EabAlgorithm.HS512;
        },
        secret -> binding.binds(secret, call.key()),
        new String(Json.write(jws), StandardCharsets.UTF_8));
  }

  private URI next(Account account, OrderId last) {
    return URI.create(
        paths.url(account.institution(), new Resource.OrdersOf(account.id())) + "?after=" + last);
  }

  private static OrderId cursor(String query) {
    return Optional.of(query)
        .filter(text -> text.startsWith("after="))
        .flatMap(text -> Paths.uuid(text.substring("after=".length())))
        .map(OrderId::new)
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "There is no such page."));
  }
}
