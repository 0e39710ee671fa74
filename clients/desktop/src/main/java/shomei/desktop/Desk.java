package shomei.desktop;

import java.awt.Frame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.desktop.instance.SingleInstance;
import shomei.desktop.part.Parts;
import shomei.desktop.screen.CodeScreen;
import shomei.desktop.screen.DiagnosisScreen;
import shomei.desktop.screen.HomeScreen;
import shomei.desktop.screen.IssueScreen;
import shomei.desktop.screen.ProgressScreen;
import shomei.desktop.screen.ResultScreen;
import shomei.desktop.screen.Screen;
import shomei.desktop.screen.SettingsScreen;
import shomei.desktop.setting.Places;
import shomei.desktop.setting.Settings;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.engine.EnrollmentType;
import shomei.enrollment.pairing.KnownServer;
import shomei.enrollment.pairing.PairingCode;
import shomei.enrollment.pairing.PairingLink;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.protocol.message.PairedAct;
import shomei.tool.ToolContext;
import shomei.tool.outcome.Explanation;
import shomei.tool.outcome.Explanations;
import shomei.tool.talk.Texts;

/// Which screen is shown, and what is done when something is pressed. All of it on the event
/// thread; the engine's work is [Work]'s.
final class Desk
    implements HomeScreen.Acts,
        IssueScreen.Acts,
        CodeScreen.Acts,
        DiagnosisScreen.Acts,
        SettingsScreen.Acts,
        ResultScreen.Acts {
  static final String BUNDLE = "shomei.desktop.messages";

  private final ToolContext context;
  private final Path state;
  private final SingleInstance instance;
  private final Runnable closed;
  private final ProxyLogins proxyLogins = new ProxyLogins();
  private Settings settings;
  private Parts parts;
  private DeskFrame frame;
  private Work work;
  private HomeScreen home;
  private ProgressScreen progress;
  private @Nullable DiagnosisScreen diagnosis;
  private @Nullable Screen asking;
  private Screen behind;
  private String warning = "";
  private Runnable last = () -> {};
  private @Nullable Runnable next;

  /// @param closed is called once the window is gone
  Desk(
      ToolContext context,
      Path state,
      Locale language,
      Settings settings,
      SingleInstance instance,
      Runnable closed) {
    this.closed = closed;
    this.context = context;
    this.state = state;
    this.instance = instance;
    this.settings = settings;
    this.parts = new Parts(Texts.in(language, context.zone()).over(BUNDLE));
    this.work = new Work(context, state, settings, parts.texts(), proxyLogins, this);
    this.home = new HomeScreen(parts, this);
    this.behind = home;
    this.progress = new ProgressScreen(parts, () -> work.stop());
    this.frame = new DeskFrame(parts, this, home);
  }

  /// Shows the window, and then begins what takes time.
  void open() {
    home();
    frame.open();
    work.begin();
  }

  /// What a second start handed over.
  void handed(String link) {
    frame.toFront();
    if (!link.isEmpty()) {
      try {
        open(PairingLink.parse(link));
      } catch (EnrollmentException bad) {
        failed(bad.failure());
      }
    }
  }

  @Override
  public void home() {
    home.show(work.held(), work.unfinished());
    show(home);
    work.adviseThen(this::advised);
  }

  private void advised(List<CertificateSummary> certificates) {
    if (frame.isShown(home)) {
      home.show(certificates, work.unfinished());
    }
  }

  @Override
  public void issue() {
    show(new IssueScreen(parts, work.servers().all(), places(), this));
  }

  private List<Places.Place> places() {
    return new Places(settings.store(), context.computer()).all();
  }

  @Override
  public void code() {
    show(new CodeScreen(parts, work.servers().all(), this));
  }

  void diagnose() {
    diagnosis = new DiagnosisScreen(parts, this);
    show(diagnosis);
  }

  void settings() {
    show(new SettingsScreen(parts, settings, places(), this));
  }

  @Override
  public void acquire(KnownServer bank, String subscriber, Places.Place place) {
    begin(() -> work.acquire(bank, subscriber, place));
  }

  @Override
  public void renew(Profile profile) {
    begin(() -> work.enroll(EnrollmentType.RENEW, profile, Optional.<StoreLocation>empty()));
  }

  @Override
  public void meet(KnownServer bank, PairingCode code) {
    begin(() -> work.meet(bank, code));
  }

  @Override
  public void open(PairingLink link) {
    begin(() -> work.open(link));
  }

  @Override
  public void takeUp() {
    begin(() -> work.takeUp());
  }

  @Override
  public void again() {
    begin(work.unfinished().isPresent() ? () -> work.takeUp() : last);
  }

  /// One thing at a time: what comes meanwhile is done next.
  private void begin(Runnable act) {
    if (work.isBusy()) {
      next = act;
      return;
    }
    last = act;
    showProgress();
    act.run();
  }

  /// The engine begins something, perhaps for a page.
  void showProgress() {
    progress.begin();
    warning = "";
    line(parts.say("log.started"));
    line(parts.say("log.user", context.user()));
    show(progress);
    frame.toFront();
  }

  /// A line that stays before the person's eyes when all has gone well.
  void warn(String words) {
    warning = words;
    line(words);
  }

  void line(String words) {
    progress.line("[" + parts.texts().moment(context.clock().instant()) + "] " + words);
  }

  void compare(String number) {
    progress.compare(number);
    if (asking == null) {
      show(progress);
    }
  }

  void compared() {
    progress.hideNumber();
  }

  /// The engine waits for the person.
  void ask(Screen question) {
    behind = frame.shown();
    asking = question;
    show(question);
    frame.toFront();
  }

  /// What was shown comes back, or what came meanwhile.
  void answered() {
    asking = null;
    show(behind);
  }

  void waitingFor(String words) {
    frame.status(words);
  }

  void done(PairedAct act, CertificateSummary certificate) {
    show(
        ResultScreen.of(
            parts,
            certificate,
            act == PairedAct.RENEW,
            warning,
            work.pages(certificate.server()),
            this));
  }

  void failed(Failure failure) {
    Explanation why = Explanations.of(failure, true);
    String words = parts.say(why.text(), why.arguments().toArray());
    show(ResultScreen.failed(parts, words, progress.text(), this));
  }

  void fault(RuntimeException fault) {
    show(ResultScreen.failed(parts, parts.say("fail.fault", fault), progress.text(), this));
  }

  /// Nothing runs any more: the ways on are open.
  void free() {
    frame.free();
  }

  /// The engine's thread is free again.
  void idle() {
    Runnable act = next;
    next = null;
    if (act != null) {
      begin(act);
    }
  }

  @Override
  public void logIn(URI pages) {
    if (!Browser.open(pages)) {
      line(parts.say("browser.none", pages));
      frame.status(parts.say("browser.none", pages));
    }
  }

  @Override
  public void look() {
    DiagnosisScreen shown = diagnosis;
    if (shown != null) {
      shown.report(parts.say("diagnosis.looking"));
      work.diagnoseThen(shown::report);
    }
  }

  /// Everything is made anew in the new language, size and colours.
  @Override
  public void change(Settings changed) {
    settings = changed;
    changed.write(state);
    Window.dress(changed, context);
    work.close();
    DeskFrame old = frame;
    parts = new Parts(Texts.in(changed.language(context.language()), context.zone()).over(BUNDLE));
    work = new Work(context, state, changed, parts.texts(), proxyLogins, this);
    home = new HomeScreen(parts, this);
    progress = new ProgressScreen(parts, () -> work.stop());
    frame = new DeskFrame(parts, this, home);
    open();
    old.dispose();
  }

  /// Nothing covers a question: it would never be answered.
  private void show(Screen screen) {
    if (asking != null && !screen.equals(asking)) {
      behind = screen;
      return;
    }
    boolean free = screen != progress && asking == null && !work.isBusy();
    frame.show(screen, free);
  }

  /// Ends the program; what runs can be taken up.
  void close() {
    frame.setExtendedState(Frame.ICONIFIED);
    work.close();
    try {
      instance.close();
    } catch (IOException gone) {
      // the next start takes it over
    }
    frame.dispose();
    closed.run();
  }
}
