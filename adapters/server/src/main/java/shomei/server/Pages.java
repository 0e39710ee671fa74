package shomei.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.domain.activation.AcquireLoginId;
import shomei.domain.activation.ProveFirstLogin;
import shomei.domain.activation.ServiceHours;
import shomei.domain.administration.AdministerCompany;
import shomei.domain.administration.AdministerUsers;
import shomei.domain.administration.ConfirmedForm;
import shomei.domain.history.History;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.session.ChangeOwnPin;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.JudgeHolder;
import shomei.domain.session.LogIn;
import shomei.domain.session.LogOut;
import shomei.domain.session.Session;
import shomei.domain.session.Sessions;
import shomei.domain.session.SubmitOnce;
import shomei.domain.subscriber.ChangeUser;
import shomei.domain.subscriber.ConfirmAct;
import shomei.domain.subscriber.DeleteUser;
import shomei.domain.subscriber.PinWatch;
import shomei.domain.subscriber.RevokeUser;
import shomei.domain.subscriber.Subscribers;
import shomei.domain.subscriber.TryPin;
import shomei.pages.activation.FirstLoginPages;
import shomei.pages.administrator.AdministratorPages;
import shomei.pages.download.DownloadFolder;
import shomei.pages.download.DownloadPages;
import shomei.pages.form.Forms;
import shomei.pages.oidc.OpenIdProvider;
import shomei.pages.open.OpenPages;
import shomei.pages.pairing.AppLink;
import shomei.pages.pairing.PairingPages;
import shomei.pages.signedin.SignedInPages;
import shomei.pages.tenant.Authorities;
import shomei.pages.tenant.InstitutionCache;
import shomei.pages.tenant.Tenant;
import shomei.pages.tenant.Tenants;
import shomei.pages.text.Language;
import shomei.settings.Config;
import shomei.settings.binding.SecretFile;
import shomei.web.WebServer.Served;
import shomei.web.listener.ListenerSettings;
import shomei.web.listener.ListenerSettings.ClientCertificate;

/// The pages of subscribers, where they are configured: two sites, and what they know of
/// institutions and CAs, read again every two seconds.
final class Pages implements Component {
  private static final Duration REFRESH = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Adapters adapters;
  private final PinWatch watch;
  private final PairingUseCases pairing;
  private final InstitutionCache institutions;
  private final Optional<DownloadFolder> downloads;

  Pages(Adapters adapters, PinWatch watch, PairingUseCases pairing) {
    this.adapters = adapters;
    this.watch = watch;
    this.pairing = pairing;
    this.institutions =
        new InstitutionCache(
            adapters.database.institution().institutions(),
            adapters.database.institution().issuers());
    this.downloads =
        adapters
            .config
            .pages()
            .flatMap(Config.Pages::downloads)
            .map(wanted -> Unavailable.unless("pages.downloads", () -> Downloads.folder(wanted)));
  }

  @Override
  public List<Served> sites() {
    return adapters.config.pages().map(this::sites).orElse(List.of());
  }

  private List<Served> sites(Config.Pages pages) {
    Tenants tenants = tenants(pages);
    OpenIdProvider openId = OpenId.provider(adapters, tenants, institutions);
    SubmitOnce once =
        new SubmitOnce(
            adapters.database.session().submissions(), Validation::pause, adapters.clock);
    PairingPages pairing = pairing();
    return List.of(
        new Served(
            listener(
                "pages",
                pages,
                pages.certificateFile(),
                pages.keyFile(),
                new ClientCertificate.None()),
            new OpenPages(
                tenants,
                institutions,
                adapters.policies,
                pairing,
                firstLogin(),
                downloads.map(folder -> new DownloadPages(folder, adapters.clock)),
                openId::mountOpen,
                adapters.clock,
                adapters.random)),
        new Served(
            listener(
                "signed-in",
                pages.signedIn(),
                pages.signedIn().certificateFile(),
                pages.signedIn().keyFile(),
                new ClientCertificate.Requested(new Authorities(tenants, institutions))),
            new SignedInPages(
                tenants,
                institutions,
                adapters.policies,
                useCases(once),
                pairing,
                openId::mountSignedIn,
                adapters.clock,
                adapters.random)));
  }

  private FirstLoginPages firstLogin() {
    Subscribers subscribers = adapters.database.subscribers();
    InstantSource clock = adapters.clock;
    SubmitOnce once =
        new SubmitOnce(adapters.database.session().submissions(), Validation::pause, clock);
    ServiceHours hours = new ServiceHours(adapters.calendar);
    return new FirstLoginPages(
        adapters.policies,
        new FirstLoginPages.UseCases(
            new ProveFirstLogin(
                adapters.limitedPolicies(),
                new TryPin(subscribers, adapters.pins, watch),
                adapters.secret,
                once,
                hours,
                subscribers,
                adapters.database.history().history(),
                clock),
            new AcquireLoginId(
                adapters.policies, adapters.pins, adapters.secret, once, hours, subscribers, clock),
            hours),
        new Forms(adapters.random),
        clock);
  }

  private ListenerSettings listener(
      String name,
      Config.Listener where,
      Optional<Path> certificate,
      Optional<SecretFile> key,
      ClientCertificate client) {
    Config.Https https = adapters.config.https();
    return Listeners.tls(
        name,
        adapters.config,
        where,
        certificate.orElse(https.certificateFile()),
        key.orElse(https.keyFile()).path(),
        client);
  }

  private PairingPages pairing() {
    return new PairingPages(
        new PairingPages.UseCases(
            pairing.open(), pairing.watch(), pairing.confirm(), adapters.database.certificates()),
        adapters.policies,
        new AppLink(adapters.config.publicUrl()),
        adapters.clock,
        adapters.random);
  }

  private SignedInPages.UseCases useCases(SubmitOnce once) {
    Sessions sessions = adapters.database.session().sessions();
    Subscribers subscribers = adapters.database.subscribers();
    History history = adapters.database.history().history();
    InstantSource clock = adapters.clock;
    JudgeHolder judge = new JudgeHolder(sessions, subscribers, history, clock);
    TryPin tryPin = new TryPin(subscribers, adapters.pins, watch);
    LogIn logIn =
        new LogIn(
            adapters.limitedPolicies(),
            judge,
            tryPin,
            adapters.pins,
            adapters.secret,
            once,
            sessions,
            subscribers,
            adapters.database.certificates(),
            history,
            clock);
    return new SignedInPages.UseCases(
        judge,
        logIn,
        new ContinueSession(sessions, clock),
        new LogOut(sessions, clock),
        new ChangeOwnPin(
            adapters.limitedPolicies(),
            tryPin,
            adapters.pins,
            adapters.secret,
            once,
            subscribers,
            history,
            clock),
        adapters.database.session().overviews(),
        adapters.database.history().search(),
        adapters.database.notice().messages(),
        administrator(tryPin, once));
  }

  private AdministratorPages.UseCases administrator(TryPin tryPin, SubmitOnce once) {
    OperatorBackend acts = new OperatorBackend(adapters);
    Subscribers subscribers = acts.subscribers();
    InstantSource clock = adapters.clock;
    ConfirmAct confirm =
        new ConfirmAct(adapters.limitedPolicies(), tryPin, subscribers, acts.history(), clock);
    ConfirmedForm confirmed = new ConfirmedForm(confirm, once, adapters.secret);
    return new AdministratorPages.UseCases(
        new AdministerUsers(
            adapters.policies,
            confirmed,
            new AdministerUsers.Acts(
                acts.registerUser(),
                new ChangeUser(adapters.policies, subscribers, clock),
                new DeleteUser(subscribers, acts.certificates(), clock),
                acts.suspend(),
                acts.unlock(),
                acts.resetPin(),
                new RevokeUser(
                    adapters.policies, subscribers, acts.certificates(), adapters.letters, clock))),
        new AdministerCompany(confirmed, subscribers, clock),
        adapters.database.users(),
        subscribers);
  }

  private static Tenants tenants(Config.Pages pages) {
    return new Tenants(
        pages.institutions().entrySet().stream().map(one -> tenant(pages, one)).toList());
  }

  private static Tenant tenant(Config.Pages pages, Map.Entry<String, Config.Bank> one) {
    Config.Bank bank = one.getValue();
    Optional<URI> own = bank.publicUrl();
    return new Tenant(
        new InstitutionId(one.getKey()),
        own.orElse(pages.publicUrl()),
        bank.signedInUrl().orElse(pages.signedIn().publicUrl()),
        pages.signedIn().freshHosts(),
        own.isPresent() ? "" : "/" + one.getKey(),
        bank.accent(),
        pages.downloads().isPresent(),
        Map.of(
            Language.JA, new Tenant.Words(bank.noticeJa(), bank.contactJa()),
            Language.EN, new Tenant.Words(bank.noticeEn(), bank.contactEn())));
  }

  @Override
  public List<Job> jobs() {
    return adapters.config.pages().isEmpty()
        ? List.of()
        : Stream.concat(
                Stream.of(
                    new Job("reading whose pages there are", REFRESH, institutions::refresh),
                    new Job(
                        "forgetting sessions that are over",
                        adapters.config.schedule().purge(),
                        this::forget)),
                downloads.stream()
                    .map(folder -> new Job("looking at the downloads", LOOK, folder::look)))
            .toList();
  }

  private void forget() {
    Instant now = adapters.clock.instant();
    adapters.database.session().sessions().forget(now);
    adapters.database.session().submissions().forget(now.minus(Session.LONGEST));
    adapters.database.oidc().codes().forget(now);
  }

  @Override
  public void begin() {
    if (adapters.config.pages().isPresent()) {
      institutions.refresh();
      downloads.ifPresent(DownloadFolder::look);
    }
  }
}
