package shomei.domain.status;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;

/// Answers OCSP requests (RFC 6960, with the profile of RFC 5019).
///
/// Every request is looked up in the database, so that a revocation shows in the next answer of
/// every node; a signature is made only where none that tells the same is at hand and fresh.
///
/// *Threat:* a flood of questions, each with a nonce, of a serial that was never issued, or of
/// another handful of serials, asks for a signature each and takes the token away from issuing.
/// *Answer:* such questions share half of a fixed number of signatures a second. Beyond it a nonce
/// is left out (RFC 9654 §2.1 leaves it to us) and the answer at hand is given; what has none is
/// told to come later. The other half is kept for plain questions on certificates that exist, so
/// that the flood does not reach them; a flood of those is bounded too.
public final class AnswerOcsp {
  private static final int STRIPES = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final OcspRequests requests;
  private final Statuses statuses;
  private final OcspSigner signer;
  private final OcspTerms terms;
  private final InstantSource clock;
  private final SignedAnswers kept;
  private final SigningBudget plain;
  private final SigningBudget special;
  private final List<ReentrantLock> signing =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

  public AnswerOcsp(
      OcspRequests requests,
      Statuses statuses,
      OcspSigner signer,
      OcspTerms terms,
      InstantSource clock) {
    this.requests = requests;
    this.statuses = statuses;
    this.signer = signer;
    this.terms = terms;
    this.clock = clock;
    this.kept = new SignedAnswers(terms.kept());
    this.special = new SigningBudget(terms.signatures() / 2, clock);
    this.plain = new SigningBudget(terms.signatures() - terms.signatures() / 2, clock);
  }

  /// @param ca whose responder was asked
  /// @param request DER OCSPRequest
  public OcspResponse answer(IssuerId ca, Octets request) {
    try {
      return read(ca, request);
    } catch (Refusal away) {
      return later();
    }
  }

  private OcspResponse read(IssuerId ca, Octets request) {
    Optional<OcspRequests.Question> question = requests.read(request);
    if (question.isEmpty()) {
      return new OcspResponse.Failed(OcspResponse.Failure.MALFORMED_REQUEST);
    }
    List<OcspRequests.Asked> asked = question.get().asked();
    if (!asked.stream().allMatch(one -> one.issuer().equals(Optional.of(ca)))) {
      return new OcspResponse.Failed(OcspResponse.Failure.UNAUTHORIZED);
    }
    return answer(ca, fates(ca, asked), question.get().nonce());
  }

  private List<OcspSigner.Single> fates(IssuerId ca, List<OcspRequests.Asked> asked) {
    List<Serial> serials =
        asked.stream().flatMap(one -> Serial.of(one.serial()).stream()).distinct().toList();
    Map<Serial, Optional<Certificate.Revocation>> issued = statuses.of(ca, serials);
    return asked.stream()
        .map(one -> new OcspSigner.Single(one.certificateId(), fate(issued, one.serial())))
        .toList();
  }

  private static OcspSigner.Fate fate(
      Map<Serial, Optional<Certificate.Revocation>> issued, BigInteger serial) {
    return Serial.of(serial)
        .flatMap(ours -> Optional.ofNullable(issued.get(ours)))
        .map(
            revocation ->
                revocation
                    .<OcspSigner.Fate>map(OcspSigner.Fate.Revoked::new)
                    .orElseGet(OcspSigner.Fate.Good::new))
        .orElseGet(OcspSigner.Fate.Unknown::new);
  }

  private OcspResponse answer(
      IssuerId ca, List<OcspSigner.Single> answers, Optional<Octets> nonce) {
    boolean keeps =
        answers.size() == 1 && !(answers.getFirst().fate() instanceof OcspSigner.Fate.Unknown);
    if (!keeps) {
      return special.take() ? sign(ca, answers, nonce) : later();
    }
    if (nonce.isPresent() && special.take()) {
      try {
        return sign(ca, answers, nonce);
      } catch (Refusal away) {
        return plain(ca, answers.getFirst());
      }
    }
    return plain(ca, answers.getFirst());
  }

  /// The answer at hand, or a new one: one signature for all who ask the same at the same time.
  private OcspResponse plain(IssuerId ca, OcspSigner.Single single) {
    var key = new SignedAnswers.Key(single.certificateId(), single.fate());
    Optional<OcspResponse.Signed> atHand = kept.find(key).filter(this::usable);
    if (atHand.filter(this::fresh).isPresent()) {
      return atHand.get();
    }
    ReentrantLock turn = signing.get(Math.floorMod(key.hashCode(), STRIPES));
    if (!(atHand.isPresent() ? turn.tryLock() : waits(turn))) {
      return atHand.<OcspResponse>map(answer -> answer).orElseGet(AnswerOcsp::later);
    }
    try {
      Optional<OcspResponse.Signed> meanwhile = kept.find(key).filter(this::usable);
      return meanwhile.filter(this::fresh).isPresent()
          ? meanwhile.get()
          : renewed(ca, single, key, meanwhile);
    } finally {
      turn.unlock();
    }
  }

  /// Not for long: behind a token that hangs nobody piles up.
  private static boolean waits(ReentrantLock turn) {
    try {
      return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// While the token is away, or busy, the answer at hand is given until it ends.
  private OcspResponse renewed(
      IssuerId ca,
      OcspSigner.Single single,
      SignedAnswers.Key key,
      Optional<OcspResponse.Signed> atHand) {
    if (!plain.take()) {
      return atHand.<OcspResponse>map(answer -> answer).orElseGet(AnswerOcsp::later);
    }
    try {
      OcspResponse.Signed signed = sign(ca, List.of(single), Optional.empty());
      kept.keep(key, signed);
      return signed;
    } catch (Refusal away) {
      return atHand.<OcspResponse>map(answer -> answer).orElseGet(AnswerOcsp::later);
    }
  }

  private OcspResponse.Signed sign(
      IssuerId ca, List<OcspSigner.Single> answers, Optional<Octets> nonce) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant thisUpdate = now.minus(terms.backdate());
    Instant end = now.plus(terms.validity());
    Octets der = signer.sign(new OcspSigner.Statement(ca, answers, thisUpdate, end, nonce));
    return new OcspResponse.Signed(der, thisUpdate, end, nonce.isEmpty());
  }

  private boolean usable(OcspResponse.Signed answer) {
    Instant now = clock.instant();
    return !now.isBefore(answer.thisUpdate()) && now.isBefore(answer.nextUpdate());
  }

  private boolean fresh(OcspResponse.Signed answer) {
    return clock.instant().isBefore(answer.nextUpdate().minus(terms.validity().dividedBy(2)));
  }

  private static OcspResponse later() {
    return new OcspResponse.Failed(OcspResponse.Failure.TRY_LATER);
  }
}
