package shomei.desktop;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;
import shomei.desktop.setting.Places;
import shomei.desktop.setting.Settings;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.KeyType;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.engine.Enrollment;
import shomei.enrollment.engine.EnrollmentOptions;
import shomei.enrollment.engine.EnrollmentType;
import shomei.enrollment.engine.RenewalAdviser;
import shomei.enrollment.pairing.Beats;
import shomei.enrollment.pairing.CodeMeeting;
import shomei.enrollment.pairing.Institutions;
import shomei.enrollment.pairing.KnownServer;
import shomei.enrollment.pairing.KnownServers;
import shomei.enrollment.pairing.PageWaiting;
import shomei.enrollment.pairing.PairingCode;
import shomei.enrollment.pairing.PairingContext;
import shomei.enrollment.pairing.PairingLink;
import shomei.enrollment.pairing.Presence;
import shomei.enrollment.pairing.UnfinishedPage;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.ProfileSettings;
import shomei.enrollment.state.StateDirectory;
import shomei.protocol.message.PairedAct;
import shomei.sdk.ClientSettings;
import shomei.tool.ToolContext;
import shomei.tool.talk.Texts;

/// The engine behind the window: one run at a time on a thread of its own, and waiting for pages
/// beside it. What comes of it is told to the [Desk] on the event thread.
final class Work implements AutoCloseable {
  static final String VERSION = "0.1";
  private static final Duration WORTH_TELLING = Duration.ofSeconds(2);
  private static final long PATIENCE_MILLIS = 5000;
  private static final EnrollmentOptions OPTIONS =
      new EnrollmentOptions(KeyType.P256, null, Optional.empty());

  private final ToolContext context;
  private final StateDirectory state;
  private final Settings settings;
  private final Texts texts;
  private final Desk desk;
  private final KnownServers servers;
  private final WindowFace face;
  private final ProxyLogins proxyLogins;
  private final ClientSettings client;
  private final ConnectionOptions connection;
  private final PairingContext pages;
  private final PageWaiting waiting;
  private volatile @Nullable Thread engine;

  Work(
      ToolContext context,
      Path state,
      Settings settings,
      Texts texts,
      ProxyLogins proxyLogins,
      Desk desk) {
    this.context = context;
    this.state = new StateDirectory(state);
    this.settings = settings;
    this.texts = texts;
    this.proxyLogins = proxyLogins;
    this.desk = desk;
    this.servers = new KnownServers(institutions(context), this.state);
    Places places = new Places(settings.store(), context.computer());
    NewPlace newPlace = new NewPlace(places, this.state);
    this.face = new WindowFace(desk, texts, newPlace, context.random(), proxyLogins);
    this.client =
        ClientSettings.usual(context.clock()).withLanguage(language()).withWaiter(this::pause);
    this.connection =
        new ConnectionOptions(null, settings.proxy(), Optional.empty(), context.environment());
    this.pages =
        new PairingContext(
            this.state,
            servers,
            new Presence(
                Presence.pcName(context.environment()), context.user(), VERSION, places.names()),
            face,
            client,
            connection,
            OPTIONS,
            context.random(),
            context.listener(),
            Beats.ofTime(),
            newPlace::in,
            (act, certificate) -> onDesk(() -> desk.done(act, certificate)));
    this.waiting = new PageWaiting(pages, ended -> onDesk(() -> ended.ifPresent(this::failed)));
  }

  private static Institutions institutions(ToolContext context) {
    String program = System.getProperty("shomei.program");
    try {
      return Institutions.of(context.environment(), program == null ? null : Path.of(program));
    } catch (EnrollmentException damaged) {
      return Institutions.none();
    }
  }

  private Locale language() {
    return texts.bundle().getLocale().getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
  }

  /// What is waited for in a run is seen; what is beside it is not.
  private void pause(Duration time) throws InterruptedException {
    if (Thread.currentThread().equals(engine) && time.compareTo(WORTH_TELLING) >= 0) {
      onDesk(() -> desk.line(texts.say("log.waiting", time.toSeconds())));
    }
    context.waiter().pause(time);
  }

  private static void onDesk(Runnable act) {
    SwingUtilities.invokeLater(act);
  }

  /// A page's run may fail while the person's own goes on: that one is not covered up.
  private void failed(Failure failure) {
    if (!isBusy() && !(failure instanceof Failure.Interrupted)) {
      desk.failed(failure);
    }
  }

  /// Waits for pages from now on.
  void begin() {
    Thread.ofVirtual().start(() -> new UnfinishedPage(pages).tellOutcome());
    waiting.begin();
    if (!waiting.isWaiting()) {
      desk.waitingFor(texts.say("window.nothingToWaitFor"));
    }
  }

  KnownServers servers() {
    return servers;
  }

  Optional<UnfinishedPage.Left> unfinished() {
    try {
      return new UnfinishedPage(pages).look();
    } catch (EnrollmentException damaged) {
      return Optional.empty();
    }
  }

  /// What is held, by what is on this PC alone.
  List<CertificateSummary> held() {
    List<CertificateSummary> held = new ArrayList<>();
    for (Profile profile : state.profiles()) {
      held.add(CertificateSummary.of(profile, context.clock().instant()));
    }
    return held;
  }

  /// The same with the servers' advice, asked beside everything else.
  void adviseThen(Consumer<List<CertificateSummary>> told) {
    List<Profile> profiles = state.profiles();
    if (!profiles.isEmpty()) {
      Thread.ofVirtual()
          .start(
              () -> {
                RenewalAdviser adviser =
                    new RenewalAdviser(
                        new ServerConnection(connection, client, new SilentFace(proxyLogins)),
                        context.clock());
                List<CertificateSummary> advised =
                    profiles.stream().map(one -> adviser.ask(one).certificate()).toList();
                onDesk(() -> told.accept(advised));
              });
    }
  }

  void diagnoseThen(Consumer<String> told) {
    Thread.ofVirtual()
        .start(
            () -> {
              String words =
                  new Diagnosis(
                          context, state, settings, texts, servers, connection, client, proxyLogins)
                      .report();
              onDesk(() -> told.accept(words));
            });
  }

  /// Where its bank's pages begin.
  Optional<URI> pages(URI directory) {
    return servers.find(directory).map(KnownServer::pages);
  }

  void acquire(KnownServer bank, String subscriber, Places.Place place) {
    run(
        () -> {
          Profile profile =
              state.open(
                  bank.directory(),
                  subscriber,
                  folder ->
                      ProfileSettings.fresh(bank.directory(), subscriber, place.in(folder))
                          .withConnection(bank.authorities(), bank.proxy()));
          boolean held = !profile.held().isEmpty() || Enrollment.unfinished(profile).isPresent();
          enrollHeld(
              EnrollmentType.ACQUIRE,
              profile,
              held ? Optional.empty() : Optional.of(place.in(profile.file(""))));
        });
  }

  void enroll(EnrollmentType type, Profile profile, Optional<StoreLocation> chosen) {
    run(() -> enrollHeld(type, profile, chosen));
  }

  private void enrollHeld(EnrollmentType type, Profile profile, Optional<StoreLocation> chosen) {
    PairedAct act = type == EnrollmentType.RENEW ? PairedAct.RENEW : PairedAct.ACQUIRE;
    state.holding(
        () ->
            new Enrollment(face, client, context.random(), context.listener())
                .run(
                    type,
                    profile,
                    chosen,
                    OPTIONS,
                    connection,
                    certificate -> onDesk(() -> desk.done(act, certificate))));
  }

  void meet(KnownServer bank, PairingCode code) {
    run(() -> new CodeMeeting(pages).open(bank, code));
  }

  void open(PairingLink link) {
    run(() -> new CodeMeeting(pages).open(servers.require(link.directory(), face), link.code()));
  }

  void takeUp() {
    run(() -> new UnfinishedPage(pages).takeUp());
  }

  boolean isBusy() {
    return engine != null;
  }

  /// Interrupts the run.
  void stop() {
    Thread running = engine;
    if (running != null) {
      running.interrupt();
    } else {
      Thread.ofVirtual().start(waiting::interruptRuns);
    }
  }

  private void run(Runnable act) {
    proxyLogins.begin();
    engine =
        Thread.ofPlatform()
            .name("engine")
            .daemon()
            .start(
                () -> {
                  try {
                    act.run();
                    ended(Optional.empty());
                  } catch (EnrollmentException failure) {
                    face.failed(failure.failure());
                    ended(Optional.of(() -> desk.failed(failure.failure())));
                  } catch (RuntimeException fault) {
                    ended(Optional.of(() -> desk.fault(fault)));
                  }
                });
  }

  private void ended(Optional<Runnable> shown) {
    onDesk(
        () -> {
          engine = null;
          shown.ifPresent(Runnable::run);
          desk.free();
          begin();
          desk.idle();
        });
  }

  @Override
  public void close() {
    Thread running = engine;
    if (running != null) {
      running.interrupt();
      try {
        running.join(PATIENCE_MILLIS);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
    waiting.close();
  }
}
