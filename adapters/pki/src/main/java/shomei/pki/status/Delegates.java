package shomei.pki.status;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.pki.key.CryptoToken;
import shomei.pki.key.KeyKind;
import shomei.pki.key.SignatureScheme;
import shomei.pki.key.Signer;
import shomei.pki.key.Software;

/// The keys that sign for one purpose in the stead of the issuing CAs, one for each: a CA's own key
/// signs certificates and CRLs, nothing else.
///
/// A key is made on the token at its first use, or by [#prepare], and stays. Its certificate is
/// good for thirty days; ten days before it ends each node has the CA sign another for itself, and
/// keeps it in memory, since it travels with everything that is signed anyway.
public final class Delegates {
  private static final Duration VALIDITY = Duration.ofDays(30);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(10);

  private final Purpose purpose;
  private final CryptoToken keys;
  private final TokenAuthorities authorities;
  private final History history;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ReentrantLock certifying = new ReentrantLock();
  private final Map<IssuerId, Delegate> delegates = new ConcurrentHashMap<>();

  /// @param random cryptographically strong
  public Delegates(
      Purpose purpose,
      CryptoToken keys,
      TokenAuthorities authorities,
      History history,
      InstantSource clock,
      RandomGenerator random) {
    this.purpose = purpose;
    this.keys = keys;
    this.authorities = authorities;
    this.history = history;
    this.clock = clock;
    this.random = random;
  }

  /// Signs something.
  ///
  /// @throws Refusal UNAVAILABLE while the token is away
  public <T> T sign(IssuerId ca, Function<Delegate, T> work) {
    Delegate delegate = delegate(ca);
    try {
      return work.apply(delegate);
    } catch (Refusal away) {
      forgetReplaced(ca, delegate);
      throw away;
    }
  }

  /// Makes the delegate of a CA ready to sign: its key, where there is none yet, and certificate.
  ///
  /// @throws Refusal UNAVAILABLE while the token is away
  public void prepare(IssuerId ca) {
    delegate(ca);
  }

  /// Has the delegates that this node has used certified anew where their time has come, also those
  /// that nobody has anything signed by. To be called now and then.
  ///
  /// @throws Refusal UNAVAILABLE while the token is away and one has ended
  public void renew() {
    Instant now = clock.instant();
    for (IssuerId id : delegates.keySet()) {
      if (authorities.find(id).filter(ca -> now.isBefore(ca.notAfter())).isPresent()) {
        delegate(id);
      }
    }
  }

  /// When the certificates end that this node signs with, as far as it has.
  public Map<IssuerId, Instant> ends() {
    return delegates.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().notAfter()));
  }

  /// Two nodes that make a CA's first delegate at the same time may each put a key on the token:
  /// the one whose key was replaced takes the other's.
  private void forgetReplaced(IssuerId ca, Delegate delegate) {
    try {
      boolean there =
          keys.certificates(label(ca)).stream()
              .anyMatch(kept -> Software.publicKey(kept).equals(delegate.signer().publicKey()));
      if (!there) {
        delegates.remove(ca, delegate);
      }
    } catch (Refusal away) {
      // It is looked for again when the next signature fails.
      return;
    }
  }

  private Delegate delegate(IssuerId id) {
    Delegate now = delegates.get(id);
    if (now != null && (lasts(now.notAfter()) || endsWithItsCa(id, now))) {
      return now;
    }
    certifying.lock();
    try {
      Delegate meanwhile = delegates.get(id);
      if (meanwhile != null && (lasts(meanwhile.notAfter()) || endsWithItsCa(id, meanwhile))) {
        return meanwhile;
      }
      return certified(id, meanwhile);
    } finally {
      certifying.unlock();
    }
  }

  private boolean lasts(Instant notAfter) {
    return clock.instant().isBefore(notAfter.minus(RENEWED_BEFORE));
  }

  /// Then another would end no later.
  private boolean endsWithItsCa(IssuerId id, Delegate one) {
    return clock.instant().isBefore(one.notAfter())
        && authorities.find(id).filter(ca -> !ca.notAfter().isAfter(one.notAfter())).isPresent();
  }

  /// As long as the old certificate has not ended, it is better than none.
  private Delegate certified(IssuerId id, @Nullable Delegate old) {
    try {
      Authority ca =
          authorities
              .find(id)
              .orElseThrow(() -> new Refusal(Reason.UNAVAILABLE, "there is no CA " + id));
      Delegate fresh = certified(ca);
      delegates.put(id, fresh);
      return fresh;
    } catch (Refusal away) {
      if (old != null && clock.instant().isBefore(old.notAfter())) {
        return old;
      }
      throw away;
    }
  }

  private Delegate certified(Authority ca) {
    String label = label(ca.id());
    List<X509Certificate> kept = keys.certificates(label);
    if (kept.isEmpty()) {
      kept = keys.create(label, kind(ca), (key, sign) -> List.of(certificate(ca, key)));
    }
    X509Certificate first = kept.getFirst();
    PublicKey key = Software.publicKey(first);
    X509Certificate certificate =
        lasts(first.getNotAfter().toInstant()) ? first : certificate(ca, key);
    return Delegate.of(new Signer(keys, label, key), certificate, ca);
  }

  private String label(IssuerId ca) {
    return ca + purpose.label;
  }

  /// Nothing is issued that is not written to the history.
  private X509Certificate certificate(Authority ca, PublicKey key) {
    Instant now = clock.instant();
    Serial serial = Serial.draw(now, random);
    history.add(
        new Entry(
            now,
            ca.institution().orElseThrow(),
            Actor.system(),
            purpose.act,
            "issuer:" + ca.id(),
            Map.of("serial", serial.hex())));
    return DelegateCertificate.sign(ca, purpose, key, serial, now, VALIDITY);
  }

  private static KeyKind kind(Authority ca) {
    return ca.signer().scheme() == SignatureScheme.RSA_SHA256 ? KeyKind.RSA2048 : KeyKind.P256;
  }
}
