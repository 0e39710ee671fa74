package shomei.web.listener;

import java.util.concurrent.Semaphore;

/// What a listener still has room for, on all its event loops.
///
/// @param admission requests that may still be taken into work
/// @param memory octets of bodies that may still be held
record Capacity(Semaphore admission, Semaphore memory) {
  static Capacity of(ListenerSettings.Limits limits) {
    return new Capacity(new Semaphore(limits.inFlight()), new Semaphore(limits.bufferedOctets()));
  }
}
