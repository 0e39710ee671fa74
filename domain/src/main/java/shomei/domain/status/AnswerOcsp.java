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
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;

/// Answers OCSP requests (RFC 6960, with the profile of RFC 5019).
///
/// A revocation is in the answers of every node within a second: an answer tells the fate that is
/// known of the certificate by then ([Fates]). A signature is made only where none that tells the
/// same is at hand and fresh. A plain question that was asked before and whose answer is at hand
/// costs neither a read, nor a signature, nor the reading of the question ([#atHand]).
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

  /// What a question for one certificate has beside its identifier, where it has nothing else.
  private static final int FRAME = 12;

  private final OcspRequests requests;
  private final Fates fates;
  private final OcspSigner signer;
  private final OcspTerms terms;
  private final InstantSource clock;
  private final Kept<Question, Plain> questions;
  private final Kept<Told, OcspResponse.Signed> answers;
  private final SigningBudget plain;
  private final SigningBudget special;
  private final List<ReentrantLock> signing =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

  private record Question(IssuerId ca, Octets request) {}

  /// A question without a nonce for one certificate, and nothing else.
  private record Plain(Serial serial, Octets certificateId) {}

  /// An answer is good only for the fate that it tells: a revoked certificate finds none that says
  /// good.
  private record Told(Octets certificateId, OcspSigner.Fate fate) {}

  public AnswerOcsp(
      OcspRequests requests, Fates fates, OcspSigner signer, OcspTerms terms, InstantSource clock) {
    this.requests = requests;
    this.fates = fates;
    this.signer = signer;
    this.terms = terms;
    this.clock = clock;
    this.questions = new Kept<>(terms.kept());
    this.answers = new Kept<>(terms.kept());
    this.special = new SigningBudget(terms.signatures() / 2, clock);
    this.plain = new SigningBudget(terms.signatures() - terms.signatures() / 2, clock);
  }

  /// The answer, where it is at hand. Neither reads nor signs, nor waits for anything.
  public Optional<OcspResponse.Signed> atHand(IssuerId ca, Octets request) {
    return questions
        .find(new Question(ca, request))
        .flatMap(
            asked ->
                fates
                    .remembered(ca, asked.serial())
                    .flatMap(fate -> answers.find(new Told(asked.certificateId(), fate))))
        .filter(this::usable)
        .filter(this::fresh);
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
    List<OcspSigner.Single> singles = fates(ca, asked);
    if (keeps(singles) && isPlain(question.get(), request)) {
      Serial.of(asked.getFirst().serial())
          .ifPresent(
              serial ->
                  questions.keep(
                      new Question(ca, request),
                      new Plain(serial, asked.getFirst().certificateId())));
    }
    return answer(ca, singles, question.get().nonce());
  }

  /// *Threat:* what strangers add to a question makes it another one each time, and fills the
  /// memory. *Answer:* only what has room for nothing but the identifier is remembered.
  private static boolean isPlain(OcspRequests.Question question, Octets request) {
    return question.nonce().isEmpty()
        && request.length() <= question.asked().getFirst().certificateId().length() + FRAME;
  }

  private List<OcspSigner.Single> fates(IssuerId ca, List<OcspRequests.Asked> asked) {
    List<Serial> serials =
        asked.stream().flatMap(one -> Serial.of(one.serial()).stream()).distinct().toList();
    Map<Serial, OcspSigner.Fate> known = fates.of(ca, serials);
    return asked.stream()
        .map(one -> new OcspSigner.Single(one.certificateId(), fate(known, one.serial())))
        .toList();
  }

  private static OcspSigner.Fate fate(Map<Serial, OcspSigner.Fate> known, BigInteger serial) {
    return Serial.of(serial)
        .flatMap(ours -> Optional.ofNullable(known.get(ours)))
        .orElseGet(OcspSigner.Fate.Unknown::new);
  }

  private static boolean keeps(List<OcspSigner.Single> singles) {
    return singles.size() == 1 && !(singles.getFirst().fate() instanceof OcspSigner.Fate.Unknown);
  }

  private OcspResponse answer(
      IssuerId ca, List<OcspSigner.Single> singles, Optional<Octets> nonce) {
    if (!keeps(singles)) {
      return special.take() ? sign(ca, singles, nonce) : later();
    }
    if (nonce.isPresent() && special.take()) {
      try {
        return sign(ca, singles, nonce);
      } catch (Refusal away) {
        return plain(ca, singles.getFirst());
      }
    }
    return plain(ca, singles.getFirst());
  }

  /// The answer at hand, or a new one: one signature for all who ask the same at the same time.
  private OcspResponse plain(IssuerId ca, OcspSigner.Single single) {
    var key = new Told(single.certificateId(), single.fate());
    Optional<OcspResponse.Signed> atHand = answers.find(key).filter(this::usable);
    if (atHand.filter(this::fresh).isPresent()) {
      return atHand.get();
    }
    ReentrantLock turn = signing.get(Math.floorMod(key.hashCode(), STRIPES));
    if (!(atHand.isPresent() ? turn.tryLock() : waits(turn))) {
      return atHand.<OcspResponse>map(answer -> answer).orElseGet(AnswerOcsp::later);
    }
    try {
      Optional<OcspResponse.Signed> meanwhile = answers.find(key).filter(this::usable);
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
      IssuerId ca, OcspSigner.Single single, Told key, Optional<OcspResponse.Signed> atHand) {
    if (!plain.take()) {
      return atHand.<OcspResponse>map(answer -> answer).orElseGet(AnswerOcsp::later);
    }
    try {
      OcspResponse.Signed signed = sign(ca, List.of(single), Optional.empty());
      answers.keep(key, signed);
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
