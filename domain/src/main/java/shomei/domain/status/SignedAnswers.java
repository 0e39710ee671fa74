package shomei.domain.status;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import shomei.domain.kernel.Octets;

/// The answers that were signed and can be given again: a bounded number, those asked for least
/// recently leaving first.
final class SignedAnswers {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, OcspResponse.Signed> answers = new LinkedHashMap<>(16, 0.75f, true);

  /// An answer is good only for the fate that it tells: a revoked certificate finds none that says
  /// good.
  record Key(Octets certificateId, OcspSigner.Fate fate) {}

  SignedAnswers(int most) {
    this.most = most;
  }

  Optional<OcspResponse.Signed> find(Key key) {
    lock.lock();
    try {
      return Optional.ofNullable(answers.get(key));
    } finally {
      lock.unlock();
    }
  }

  void keep(Key key, OcspResponse.Signed answer) {
    lock.lock();
    try {
      answers.put(key, answer);
      if (answers.size() > most) {
        answers.remove(answers.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }
}
