package shomei.web.acme;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.pairing.AwaitPage;
import shomei.domain.pairing.Pairing;
import shomei.web.http.Held;
import shomei.web.http.Reply;
import shomei.web.http.Response;

/// The requests of waiting tools that this node holds. Whoever calls [#look] every second asks the
/// database once for all of them, so that a page is met within a second at whichever node it was
/// shown.
///
/// *Threat:* whoever has many connections, or many streams on one, has many requests held.
/// *Answer:* three an account, so that a tool whose connection was lost comes again, and so many in
/// all; each is a small object.
public final class HeldTools {
  private static final int MOST = 20_000;
  private static final int MOST_OF_ACCOUNT = 3;

  private final AwaitPage await;
  private final InstantSource clock;
  private final Duration longest;
  private final Map<AccountId, List<Waiter>> held = new HashMap<>();
  private final Map<AccountId, Instant> gone = new HashMap<>();
  private int size;
  private boolean ending;

  private record Waiter(
      AccountId account,
      Instant since,
      CompletableFuture<Response> answer,
      Function<Pairing, Response> found) {
    void answer(Pairing pairing) {
      try {
        answer.complete(found.apply(pairing));
      } catch (RuntimeException why) {
        answer.completeExceptionally(why);
      }
    }

    void nobody() {
      answer.complete(HeldTools.answerOfNobody());
    }
  }

  /// @param longest how long one is held: less than the idle bound of the listener
  public HeldTools(AwaitPage await, InstantSource clock, Duration longest) {
    this.await = await;
    this.clock = clock;
    this.longest = longest;
  }

  /// How many are held.
  public synchronized int size() {
    return size;
  }

  /// Holds a request of a tool that [AwaitPage#look] found nothing for.
  ///
  /// @param found shows the pairing that the tool is led to
  /// @return 204 at once where the listener ends
  /// @throws Refusal RATE_LIMITED, UNAVAILABLE
  synchronized Reply hold(AccountId account, Function<Pairing, Response> found) {
    if (ending) {
      return answerOfNobody();
    }
    List<Waiter> others = held.getOrDefault(account, List.of());
    if (others.size() >= MOST_OF_ACCOUNT) {
      throw Refusal.retry(
          Reason.RATE_LIMITED, "the account has requests that wait already", longest);
    }
    if (size >= MOST) {
      throw Refusal.retry(Reason.UNAVAILABLE, "too many tools wait", longest);
    }
    Waiter waiter = new Waiter(account, clock.instant(), new CompletableFuture<>(), found);
    held.computeIfAbsent(account, first -> new ArrayList<>()).add(waiter);
    size++;
    return new Held(waiter.answer(), () -> left(waiter));
  }

  /// Looks once for all that are held, and lets those go that were held long enough.
  ///
  /// @throws Refusal UNAVAILABLE, and all but those stay held
  public void look() {
    expired().forEach(Waiter::nobody);
    forgetGone();
    for (Pairing pairing : await.wanted(accounts())) {
      pairing
          .tool()
          .ifPresent(
              tool -> {
                take(tool.account()).forEach(waiter -> waiter.answer(pairing));
                await.leave(tool.account(), clock.instant());
              });
    }
  }

  /// Lets all go: the listener ends.
  void end() {
    List<Waiter> all;
    synchronized (this) {
      ending = true;
      all = held.values().stream().flatMap(List::stream).toList();
      held.clear();
      size = 0;
    }
    all.forEach(Waiter::nobody);
  }

  private synchronized Set<AccountId> accounts() {
    return Set.copyOf(held.keySet());
  }

  private synchronized List<Waiter> expired() {
    Instant now = clock.instant();
    List<Waiter> over =
        held.values().stream()
            .flatMap(List::stream)
            .filter(waiter -> !now.isBefore(waiter.since().plus(longest)))
            .toList();
    over.forEach(this::remove);
    return over;
  }

  private synchronized List<Waiter> take(AccountId account) {
    List<Waiter> its = List.copyOf(held.getOrDefault(account, List.of()));
    its.forEach(this::remove);
    return its;
  }

  /// The client went away. That the tool waits no more is told with the next look, as of this
  /// request: one that came later counts.
  private synchronized void left(Waiter waiter) {
    if (remove(waiter)) {
      gone.merge(
          waiter.account(), waiter.since(), (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  private boolean remove(Waiter waiter) {
    List<Waiter> its = held.getOrDefault(waiter.account(), List.of());
    if (!its.remove(waiter)) {
      return false;
    }
    size--;
    if (its.isEmpty()) {
      held.remove(waiter.account());
    }
    return true;
  }

  private void forgetGone() {
    Map<AccountId, Instant> left;
    synchronized (this) {
      left =
          gone.entrySet().stream()
              .filter(one -> !held.containsKey(one.getKey()))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      gone.clear();
    }
    left.forEach(await::leave);
  }

  private static Response answerOfNobody() {
    return Response.empty(204);
  }
}
