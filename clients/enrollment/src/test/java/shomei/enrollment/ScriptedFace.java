package shomei.enrollment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import shomei.sdk.HttpProxy;

/// A face that answers what a test told it to, in order, and remembers what it was shown and asked.
public class ScriptedFace implements UserInterface {
  public final List<Event> events = new ArrayList<>();
  public final List<Question> questions = new ArrayList<>();
  public final List<Decision> decisions = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();

  public ScriptedFace(String... answers) {
    this.answers.addAll(List.of(answers));
  }

  @Override
  public void show(Event event) {
    events.add(event);
  }

  @Override
  public Optional<Secret> ask(Question question) {
    questions.add(question);
    return Optional.ofNullable(answers.poll()).map(Secret::of);
  }

  /// Refuses, unless the next answer is `yes`.
  @Override
  public boolean decide(Decision decision) {
    decisions.add(decision);
    return "yes".equals(answers.poll());
  }

  @Override
  public Optional<HttpProxy.Login> askProxyLogin(HttpProxy proxy, int attempt) {
    return Optional.empty();
  }
}
