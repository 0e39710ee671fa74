package shomei.desktop;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
import shomei.enrollment.Failure;
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
  private final NewPlace newPlace;
  private final RandomGenerator random;
  private final ProxyLogins proxyLogins;
  private final ReentrantLock turn = new ReentrantLock();

  WindowFace(
      Desk desk, Texts texts, NewPlace newPlace, RandomGenerator random, ProxyLogins proxyLogins) {
    this.desk = desk;
    this.texts = texts;
    this.newPlace = newPlace;
    this.random = random;
    this.proxyLogins = proxyLogins;
  }

  @Override
  public void show(Event event) {
    if (event instanceof Event.CannotWait cannot) {
      failed(cannot.why());
    }
    String words = EventWords.of(event, texts);
    SwingUtilities.invokeLater(
        () -> {
          switch (event) {
            case Event.WaitingForPages waiting -> desk.waitingFor(words);
            case Event.CannotWait waiting -> desk.waitingFor(words);
            case Event.ClockDiffers clock -> desk.warn(words);
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
                new DecideScreen(
                    parts,
                    decision,
                    newPlace.toChoose(decision),
                    place -> {
                      place.ifPresent(newPlace::pick);
                      answer.accept(Optional.of(true));
                    },
                    () -> answer.accept(Optional.of(false))))
        .orElse(false);
  }

  /// Something ended by that.
  void failed(Failure failure) {
    if (failure instanceof Failure.ProxyLoginRefused refused) {
      proxyLogins.refused(refused.proxy());
    }
  }

  /// Asked for once while the program runs, and again where the proxy refused it.
  @Override
  public Optional<HttpProxy.Login> askProxyLogin(HttpProxy proxy, int attempt) {
    try {
      Optional<Optional<HttpProxy.Login>> login = Optional.empty();
      while (login.isEmpty()) {
        proxyLogins.awaitTrial(proxy);
        login = inTurn(() -> unlessTried(proxy));
      }
      return login.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// @return empty where another tries one by now
  private Optional<Optional<HttpProxy.Login>> unlessTried(HttpProxy proxy)
      throws InterruptedException {
    return proxyLogins.isTrying(proxy)
        ? Optional.empty()
        : Optional.of(
            proxyLogins.get(
                proxy,
                again -> shown((parts, answer) -> new ProxyScreen(parts, proxy, again, answer))));
  }

  @Override
  public void proxyLoginTaken(HttpProxy proxy) {
    proxy.login().ifPresent(login -> proxyLogins.taken(proxy, login));
  }

  private <T> Optional<T> answered(BiFunction<Parts, Consumer<Optional<T>>, Screen> screen) {
    try {
      return inTurn(() -> shown(screen));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// What may ask the person.
  private interface Asking<T> {
    Optional<T> ask() throws InterruptedException;
  }

  private <T> Optional<T> inTurn(Asking<T> asking) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      return asking.ask();
    } finally {
      turn.unlock();
    }
  }

  private <T> Optional<T> shown(BiFunction<Parts, Consumer<Optional<T>>, Screen> screen)
      throws InterruptedException {
    CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
    try {
      SwingUtilities.invokeLater(() -> desk.ask(screen.apply(new Parts(texts), answer::complete)));
      return answer.get();
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    } finally {
      SwingUtilities.invokeLater(desk::answered);
    }
  }
}
