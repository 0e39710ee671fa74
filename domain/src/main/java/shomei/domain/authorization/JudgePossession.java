package shomei.domain.authorization;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.Certificates;
import shomei.domain.credential.Pin;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.renewal.RenewalPeriod;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscriber;
import shomei.domain.subscriber.Subscribers;
import shomei.domain.subscriber.TryPin;

/// Judges the answer to `possession-01`: the current certificate's key has signed this very key
/// authorization, so neither a copied certificate nor a proof that was overheard is worth anything.
///
/// *Threat:* an outsider locks the seat by wrong PINs until its good certificate runs out.
/// *Answer:* where no PIN is asked no lock is looked at. Where it is, who has shown the key has a
/// count of their own (`PinTry.Count.HOLDERS`), which nobody without the key can touch.
public final class JudgePossession {
  private final Certificates certificates;
  private final Subscribers subscribers;
  private final Authorizations authorizations;
  private final JudgePin pins;
  private final InstantSource clock;

  public JudgePossession(
      Certificates certificates,
      Subscribers subscribers,
      Authorizations authorizations,
      JudgePin pins,
      InstantSource clock) {
    this.certificates = certificates;
    this.subscribers = subscribers;
    this.authorizations = authorizations;
    this.pins = pins;
    this.clock = clock;
  }

  /// @throws Refusal MALFORMED where the policy asks for the PIN and none came; nothing has changed
  Authorization judge(
      Policy policy,
      Account account,
      Authorization authorization,
      ChallengeResponse.OfPossession answer,
      Actor by) {
    if (policy.renewal().needsPin() && answer.pin().isEmpty()) {
      throw new Refusal(Reason.MALFORMED, "renewal needs the PIN as well");
    }
    Instant now = clock.instant();
    Optional<Subscriber> seat =
        subscribers.find(authorization.institution(), JudgePin.seat(authorization));
    Optional<Failure> fault =
        proofFault(account, authorization, answer.proof())
            .or(() -> certificateFault(policy, authorization, now))
            .or(() -> seatFault(seat));
    if (fault.isPresent()) {
      return settle(authorization, fault.get(), by);
    }
    Authorization proven =
        authorization
            .proven(Challenge.Kind.POSSESSION_01, now, authorization.expires())
            .atRevision(seat.orElseThrow().revision());
    if (!policy.renewal().needsPin()) {
      return settle(proven, new Authorizations.PinOutcome.Untouched(), valid(proven, by));
    }
    Pin pin = answer.pin().orElseThrow();
    TryPin.Tried tried = pins.attempt(policy.pins(), authorization, new PinTry.By.Holder(), pin);
    if (tried instanceof TryPin.Tried.Right right) {
      return pins.settle(proven, right, pin, valid(proven, by));
    }
    return settle(
        authorization.failed(Challenge.Kind.POSSESSION_01, now, JudgePin.failure(tried)),
        new Authorizations.PinOutcome.Untouched(),
        pins.entries(authorization, by, tried.told()));
  }

  private List<Entry> valid(Authorization proven, Actor by) {
    return List.of(pins.entry(proven, by, Act.CHALLENGE_VALID, "possession-01"));
  }

  private Optional<Failure> proofFault(
      Account account, Authorization authorization, ChallengeResponse.Proof proof) {
    Certificate certificate = replaced(authorization);
    String expected =
        authorization
            .challenge(Challenge.Kind.POSSESSION_01)
            .orElseThrow()
            .keyAuthorization(account.key().thumbprint());
    boolean holds =
        certificate.der().sha256().equals(proof.certificateSha256())
            && expected.equals(proof.payload())
            && proof.signedBy().test(publicKey(certificate));
    return holds
        ? Optional.empty()
        : Optional.of(
            new Failure(
                Reason.INCORRECT_RESPONSE,
                "the proof is not this challenge's key authorization signed by the certificate's"
                    + " key"));
  }

  private Optional<Failure> certificateFault(
      Policy policy, Authorization authorization, Instant now) {
    Certificate certificate = replaced(authorization);
    RenewalPeriod period = RenewalPeriod.of(policy, certificate);
    if (certificate.revocation().isPresent()) {
      return Optional.of(
          new Failure(Reason.UNAUTHORIZED, "the certificate was revoked; acquire a new one"));
    }
    if (now.isAfter(period.closes())) {
      return Optional.of(
          new Failure(
              Reason.RENEWAL_CLOSED,
              "the certificate has expired; the right to acquire must be opened again"));
    }
    if (now.isBefore(period.opens())) {
      return Optional.of(
          new Failure(
              Reason.RENEWAL_NOT_OPEN, "renewal is not open yet", Optional.of(period.opens())));
    }
    return Optional.empty();
  }

  private static Optional<Failure> seatFault(Optional<Subscriber> seat) {
    return seat.isEmpty() || seat.get().suspended()
        ? Optional.of(new Failure(Reason.SUSPENDED, "the seat is suspended"))
        : Optional.empty();
  }

  private Authorization settle(Authorization authorization, Failure failure, Actor by) {
    return settle(
        authorization.failed(Challenge.Kind.POSSESSION_01, clock.instant(), failure),
        new Authorizations.PinOutcome.Untouched(),
        List.of(pins.entry(authorization, by, Act.CHALLENGE_INVALID, failure.reason().name())));
  }

  private Authorization settle(
      Authorization judged, Authorizations.PinOutcome pin, List<Entry> entries) {
    return authorizations.settle(judged, pin, entries)
        ? judged
        : authorizations.find(judged.id()).orElseThrow();
  }

  private Certificate replaced(Authorization authorization) {
    return authorization.replaces().flatMap(certificates::find).orElseThrow();
  }

  private static PublicKey publicKey(Certificate certificate) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(certificate.der().octets()))
          .getPublicKey();
    } catch (CertificateException e) {
      throw new IllegalStateException("a stored certificate does not parse", e);
    }
  }
}
