package shomei.desktop;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.swing.SwingUtilities;
import shomei.desktop.part.Parts;
import shomei.desktop.screen.DecideScreen;
import shomei.desktop.screen.ProxyScreen;
import shomei.desktop.screen.QuestionScreen;
import shomei.desktop.screen.Screen;
import shomei.enrollment.Decision;
import shomei.enrollment.Event;
import shomei.enrollment.Question;
import shomei.enrollment.Secret;
import shomei.enrollment.UserInterface;
import shomei.sdk.HttpProxy;
import shomei.tool.talk.EventWords;
import shomei.tool.talk.Texts;

/// The engine's face in the window. Its threads wait here while the person answers; one question at
/// a time.
final class WindowFace implements UserInterface {
  private final Desk desk;
  private final Texts texts;
  private final RandomGenerator random;
  private final Map<String, HttpProxy.Login> proxyLogins = new ConcurrentHashMap<>();
  private final ReentrantLock asking = new ReentrantLock();

  WindowFace(Desk desk, Texts texts, RandomGenerator random) {
    this.desk = desk;
    this.texts = texts;
    this.random = random;
  }

  @Override
  public void show(Event event) {
    String words = EventWords.of(event, texts);
    SwingUtilities.invokeLater(
        () -> {
          switch (event) {
            case Event.WaitingForPages waiting -> desk.waitingFor(words);
            case Event.CannotWait waiting -> desk.waitingFor(words);
            case Event.PageFound found -> {
              desk.showProgress();
              desk.line(words);
            }
            case Event.CompareNumber compare -> {
              desk.line(words);
              desk.compare(compare.number());
            }
            case Event.PcConfirmed confirmed -> {
              desk.line(words);
              desk.compared();
            }
            case Event other -> desk.line(words);
          }
        });
  }

  @Override
  public Optional<Secret> ask(Question question) {
    return answered((parts, answer) -> new QuestionScreen(parts, question, random, answer));
  }

  @Override
  public boolean decide(Decision decision) {
    return this.<Boolean>answered(
            (parts, answer) ->
                new DecideScreen(parts, decision, yes -> answer.accept(Optional.of(yes))))
        .orElse(false);
  }

  /// Asked for once while the program runs, and again where the proxy refused it.
  @Override
  public Optional<HttpProxy.Login> askProxyLogin(HttpProxy proxy, int attempt) {
    String name = proxy.host() + ":" + proxy.port();
    HttpProxy.Login known = proxyLogins.get(name);
    if (attempt == 1 && known != null) {
      return Optional.of(known);
    }
    Optional<HttpProxy.Login> given = askForLogin(proxy, attempt);
    given.ifPresentOrElse(login -> proxyLogins.put(name, login), () -> proxyLogins.remove(name));
    return given;
  }

  private Optional<HttpProxy.Login> askForLogin(HttpProxy proxy, int attempt) {
    return answered((parts, answer) -> new ProxyScreen(parts, proxy, attempt > 1, answer));
  }

  private <T> Optional<T> answered(BiFunction<Parts, Consumer<Optional<T>>, Screen> screen) {
    CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
    try {
      asking.lockInterruptibly();
      try {
        SwingUtilities.invokeLater(
            () -> desk.ask(screen.apply(new Parts(texts), answer::complete)));
        return answer.get();
      } finally {
        SwingUtilities.invokeLater(desk::answered);
        asking.unlock();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }
}
