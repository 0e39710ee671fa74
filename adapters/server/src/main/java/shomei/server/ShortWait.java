package shomei.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import shomei.domain.authorization.Patience;

/// [Patience] by the clock.
///
/// *Threat:* hosts that are slow on purpose, whose clients fill the places of admission. *Answer:*
/// only so many wait at once, fewer than requests may be in work; others are told at once that
/// their look has begun.
final class ShortWait implements Patience {
  private final Duration moment;
  private final Semaphore places;

  ShortWait(Duration moment, int atOnce) {
    this.moment = moment;
    this.places = new Semaphore(atOnce);
  }

  @Override
  public boolean await(CompletableFuture<?> what) {
    if (!places.tryAcquire()) {
      return what.isDone();
    }
    try {
      what.get(moment.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      places.release();
    }
  }
}
