package shomei.web.listener;

import java.util.concurrent.Semaphore;
import shomei.web.http.Intake;

/// What a listener still has room for, on all its event loops.
///
/// @param places requests that may be in work at once
/// @param admission those that may still be taken into work
/// @param memory octets of bodies that may still be held
record Capacity(int places, Semaphore admission, Semaphore memory) {
  static Capacity of(ListenerSettings.Limits limits) {
    return new Capacity(
        limits.inFlight(),
        new Semaphore(limits.inFlight()),
        new Semaphore(limits.bufferedOctets()));
  }

  /// Takes a place, which is given back to `admission`.
  boolean admits(Intake.Work work) {
    return admission.availablePermits() > work.keptFree(places) && admission.tryAcquire();
  }
}
