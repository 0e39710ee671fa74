package shomei.tool.talk;

import java.text.Normalizer;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.Decision;
import shomei.enrollment.Event;
import shomei.enrollment.Question;
import shomei.enrollment.Question.Because;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;
import shomei.protocol.message.PairedAct;
import shomei.sdk.HttpProxy;

/// The engine's face on the command line: log lines, and answers from files or from the terminal. A
/// file answers once, since what is wrong stays wrong in it.
public final class Conversation implements UserInterface {
  private static final int TRIES = 3;

  private final Log log;
  private final Texts texts;
  private final Optional<Terminal> terminal;
  private final SecretFiles secrets;
  private final Sources sources;
  private HttpProxy.@Nullable Login proxyLogin;

  /// Where PINs and passwords come from, as the command line named it.
  ///
  /// @param pin file of the login PIN, and so on
  /// @param proxyUser the proxy's name for this user; its password is asked for
  public record Sources(
      @Nullable String pin,
      @Nullable String newPin,
      @Nullable String letterCode,
      @Nullable String password,
      @Nullable String tokenPin,
      @Nullable String proxyUser) {

    Stream<@Nullable String> files() {
      return Stream.of(pin, newPin, letterCode, password, tokenPin);
    }
  }

  public Conversation(
      Log log, Texts texts, Optional<Terminal> terminal, SecretFiles secrets, Sources sources) {
    this.log = log;
    this.texts = texts;
    this.terminal = terminal;
    this.secrets = secrets;
    this.sources = sources;
  }

  /// Reads the files that were named, so that one that is missing is told before anything is done.
  public void prepare() {
    sources.files().forEach(secrets::read);
  }

  @Override
  public void show(Event event) {
    log.show(event);
  }

  @Override
  public Optional<Secret> ask(Question question) {
    return switch (question) {
      case Question.LoginPin pin -> answer(sources.pin(), pin, texts.say("ask.pin"));
      case Question.NewPin pin -> chosen(sources.newPin(), pin, texts.say("ask.newPin"));
      case Question.LetterCode code ->
          answer(sources.letterCode(), code, texts.say("ask.letterCode"));
      case Question.FilePassword password ->
          answer(sources.password(), password, texts.say("ask.password", password.file()));
      case Question.NewFilePassword password ->
          chosen(sources.password(), password, texts.say("ask.newPassword"));
      case Question.TokenPin pin ->
          answer(sources.tokenPin(), pin, texts.say("ask.tokenPin", pin.label()));
    };
  }

  private Optional<Secret> answer(@Nullable String file, Question question, String words) {
    if (file != null) {
      return question.because() == Because.FIRST ? secrets.read(file) : Optional.empty();
    }
    return terminal.flatMap(
        person -> {
          sayWhy(question);
          return question instanceof Question.LetterCode
              ? copied(person, words)
              : typed(person, words);
        });
  }

  /// Typed twice, until both are the same.
  private Optional<Secret> chosen(@Nullable String file, Question question, String words) {
    Optional<Secret> first = answer(file, question, words);
    if (file != null || terminal.isEmpty()) {
      return first;
    }
    for (int i = 0; i < TRIES && first.isPresent(); i++) {
      if (!fits(question, first.get())) {
        return first;
      }
      Optional<Secret> again = typed(terminal.get(), texts.say("ask.again"));
      if (again.isEmpty() || again.get().sameAs(first.get())) {
        return again;
      }
      log.say("say.notTheSame");
      first = typed(terminal.get(), words);
    }
    return Optional.empty();
  }

  /// The engine will ask again, and say why.
  private static boolean fits(Question question, Secret answer) {
    return question instanceof Question.NewPin ? answer.isPin() : answer.isFilePassword();
  }

  /// With an echo: a code that is copied from paper is easier to type where it is seen, and it is
  /// worth nothing afterwards.
  private static Optional<Secret> copied(Terminal person, String words) {
    return person
        .line(words)
        .map(String::strip)
        .filter(answer -> !answer.isEmpty())
        .map(Secret::of);
  }

  private static Optional<Secret> typed(Terminal person, String words) {
    return person.secret(words).filter(answer -> !answer.text().isEmpty());
  }

  private void sayWhy(Question question) {
    switch (question.because()) {
      case FIRST -> {}
      case WRONG -> {
        switch (question) {
          case Question.FilePassword password -> log.say("fail.wrongPassword", password.file());
          case Question.LetterCode code -> log.say("fail.letterRefused");
          default -> log.say("fail.wrongPin");
        }
      }
      case UNFIT ->
          log.say(
              question instanceof Question.NewFilePassword ? "fail.unfitPassword" : "fail.notAPin");
      case REFUSED -> {
        String detail = question instanceof Question.NewPin pin ? pin.detail() : null;
        log.say("fail.newPinRefused", detail == null ? "" : detail);
      }
    }
  }

  @Override
  public boolean decide(Decision decision) {
    return terminal
        .flatMap(
            person ->
                switch (decision) {
                  case Decision.RunForPage page -> {
                    log.say(
                        page.act() == PairedAct.RENEW ? "say.page.renew" : "say.page.acquire",
                        texts.name(page.page()),
                        page.page().host(),
                        page.subscriber());
                    yield person.line(texts.say("ask.run"));
                  }
                  case Decision.TrustHost server -> {
                    log.say("say.trust", server.host());
                    yield person.line(texts.say("ask.trust"));
                  }
                })
        .map(answer -> Normalizer.normalize(answer, Normalizer.Form.NFKC).strip())
        .filter(answer -> answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))
        .isPresent();
  }

  @Override
  public Optional<HttpProxy.Login> askProxyLogin(HttpProxy proxy, int attempt) {
    if (attempt == 1 && proxyLogin != null) {
      return Optional.of(proxyLogin);
    }
    Optional<HttpProxy.Login> typed =
        terminal.flatMap(
            person -> {
              log.say("say.proxy", proxy.host() + ":" + proxy.port());
              return proxyUser(person, attempt)
                  .flatMap(
                      user ->
                          typed(person, texts.say("ask.proxyPassword"))
                              .map(password -> new HttpProxy.Login(user, password.text())));
            });
    proxyLogin = typed.orElse(null);
    return typed;
  }

  private Optional<String> proxyUser(Terminal person, int attempt) {
    return attempt == 1 && sources.proxyUser() != null
        ? Optional.of(sources.proxyUser())
        : person
            .line(texts.say("ask.proxyUser"))
            .map(String::strip)
            .filter(user -> !user.isEmpty());
  }
}
