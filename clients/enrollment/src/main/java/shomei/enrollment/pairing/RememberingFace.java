package shomei.enrollment.pairing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import shomei.enrollment.Decision;
import shomei.enrollment.Event;
import shomei.enrollment.Question;
import shomei.enrollment.Question.Because;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;
import shomei.sdk.HttpProxy;

/// The face of a run that begins again by itself when the network is back: what opens the store is
/// asked for once. PINs of the login are not kept: they count.
final class RememberingFace implements UserInterface {
  private final UserInterface person;
  private final Map<Question, Secret> answers = new HashMap<>();
  private final Map<String, HttpProxy.Login> logins = new HashMap<>();

  RememberingFace(UserInterface person) {
    this.person = person;
  }

  @Override
  public void show(Event event) {
    person.show(event);
  }

  @Override
  public Optional<Secret> ask(Question question) {
    Question first = key(question);
    if (question.because() == Because.FIRST && answers.containsKey(first)) {
      return Optional.ofNullable(answers.get(first));
    }
    Optional<Secret> answer = person.ask(question);
    answer.filter(given -> isKept(question)).ifPresent(given -> answers.put(first, given));
    return answer;
  }

  /// A new file's password opens it afterwards.
  private static Question key(Question question) {
    return switch (question) {
      case Question.FilePassword password -> new Question.FilePassword("", Because.FIRST);
      case Question.NewFilePassword password -> new Question.FilePassword("", Because.FIRST);
      case Question.TokenPin pin -> pin;
      case Question.LoginPin pin -> pin;
      case Question.NewPin pin -> pin;
      case Question.LetterCode code -> code;
    };
  }

  private static boolean isKept(Question question) {
    return switch (question) {
      case Question.FilePassword password -> true;
      case Question.NewFilePassword password -> true;
      case Question.TokenPin pin -> true;
      case Question.LoginPin pin -> false;
      case Question.NewPin pin -> false;
      case Question.LetterCode code -> false;
    };
  }

  @Override
  public boolean decide(Decision decision) {
    return person.decide(decision);
  }

  @Override
  public Optional<HttpProxy.Login> askProxyLogin(HttpProxy proxy, int attempt) {
    String name = proxy.host() + ":" + proxy.port();
    if (attempt == 1 && logins.containsKey(name)) {
      return Optional.ofNullable(logins.get(name));
    }
    Optional<HttpProxy.Login> login = person.askProxyLogin(proxy, attempt);
    login.ifPresent(given -> logins.put(name, given));
    return login;
  }

  @Override
  public void proxyLoginTaken(HttpProxy proxy) {
    person.proxyLoginTaken(proxy);
  }
}
