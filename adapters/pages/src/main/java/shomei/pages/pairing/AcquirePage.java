package shomei.pages.pairing;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import shomei.domain.account.Binding;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.Pairing;
import shomei.domain.subscriber.LoginId;
import shomei.pages.form.Errors;
import shomei.pages.form.Form;
import shomei.pages.view.Layout;
import shomei.pages.view.Templates;
import shomei.pages.visit.Fields;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// O2 and O3: whose certificate is to be acquired.
///
/// *Threat:* somebody asks which IDs exist. *Answer:* nothing is looked up; whatever could be an ID
/// leads on, and the tool asks for what proves it.
final class AcquirePage {
  private static final String ADMINISTRATOR = "administrator";
  private static final String USER = "user";

  private final Policies policies;
  private final Opening opening;
  private final InstantSource clock;

  AcquirePage(Policies policies, Opening opening, InstantSource clock) {
    this.policies = policies;
    this.opening = opening;
    this.clock = clock;
  }

  Response show(Visit visit) {
    return ask(visit, door(visit.asked()), Fields.NONE, new Errors(visit.texts()));
  }

  Response submit(Visit visit) {
    Fields typed = visit.submitted();
    String door = door(typed);
    boolean single = isSingle(visit);
    Errors errors = new Errors(visit.texts());
    boolean needsUser = !single && door.equals(USER);
    errors.addIf(typed.text("contract").isEmpty(), "contract", "form.empty");
    errors.addIf(needsUser && typed.text("user").isEmpty(), "user", "form.empty");
    if (single) {
      errors.addIf(seat(visit, typed, door).isEmpty(), "contract", "acquire.login.form");
    } else {
      errors.addIf(!isPart(typed.text("contract")), "contract", "acquire.contract.form");
      errors.addIf(needsUser && !isPart(typed.text("user")), "user", "acquire.user.form");
    }
    if (!errors.isEmpty()) {
      return ask(visit, door, typed, errors);
    }
    SubscriberName seat = seat(visit, typed, door).orElseThrow();
    return opening.open(
        visit,
        new Pairing.Wanted(Binding.Act.ACQUIRE, seat, Optional.empty(), Pairing.Opener.ANYBODY));
  }

  private static boolean isPart(String text) {
    return named(() -> SubscriberName.administrator(text)).isPresent();
  }

  private Optional<SubscriberName> seat(Visit visit, Fields typed, String door) {
    String contract = typed.text("contract");
    if (isSingle(visit)) {
      return named(() -> LoginId.parse(Policy.LoginIdForm.SINGLE, contract));
    }
    return named(
        () ->
            door.equals(USER)
                ? SubscriberName.user(contract, typed.text("user"))
                : SubscriberName.administrator(contract));
  }

  private static Optional<SubscriberName> named(Supplier<SubscriberName> name) {
    try {
      return Optional.of(name.get());
    } catch (Refusal malformed) {
      return Optional.empty();
    }
  }

  private boolean isSingle(Visit visit) {
    return policies.of(visit.institution()).login().form() == Policy.LoginIdForm.SINGLE;
  }

  private static String door(Fields fields) {
    return fields.text("door").equals(ADMINISTRATOR) ? ADMINISTRATOR : USER;
  }

  private Response ask(Visit visit, String door, Fields typed, Errors errors) {
    Policy policy = policies.of(visit.institution());
    boolean single = isSingle(visit);
    boolean administrator = door.equals(ADMINISTRATOR);
    Form form = new Form("", typed, errors, policy.pins());
    String path = single ? "/acquire" : "/acquire?door=" + door;
    String title = single ? "acquire.title" : "acquire." + door + ".title";
    String screen = single || administrator ? "O2" : "O3";
    return Templates.page(
        form.status(),
        "acquire",
        Layout.of(visit, screen, title, path, clock.instant()),
        new AcquireView(
            door, single, administrator, policy.login().pinAloneWhileNoCertificate(), form));
  }
}
