package shomei.domain.revocation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.TimeOrderedId;

/// Revokes all certificates of an institution, or of one CA generation, batch after batch. The
/// intent is written down first and every batch with what it did, so whoever dies in between, the
/// next one goes on: an operator's command and every server's schedule may be at it together.
public final class RevokeInBulk {
  private final BulkRevocations revocations;
  private final Issuers issuers;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final int batch;

  /// @param batch certificates revoked in one transaction, at most
  public RevokeInBulk(
      BulkRevocations revocations,
      Issuers issuers,
      InstantSource clock,
      RandomGenerator random,
      int batch) {
    this.revocations = revocations;
    this.issuers = issuers;
    this.clock = clock;
    this.random = random;
    this.batch = batch;
  }

  /// How many certificates it would mean now.
  ///
  /// @throws Refusal NOT_FOUND where the CA is not the institution's
  public long count(Institution institution, Optional<IssuerId> issuer) {
    require(institution, issuer);
    return revocations.count(institution.id(), issuer, clock.instant());
  }

  /// Begins, or joins what is under way for the same: its operator and reason then stay. Nothing is
  /// revoked yet.
  ///
  /// @throws Refusal NOT_FOUND where the CA is not the institution's
  public BulkRevocation begin(
      Institution institution,
      Optional<IssuerId> issuer,
      Optional<RevocationReason> reason,
      Actor operator) {
    require(institution, issuer);
    Instant now = clock.instant();
    BulkRevocation wanted =
        new BulkRevocation(
            new BulkRevocation.Id(TimeOrderedId.make(now, random)),
            institution.id(),
            issuer,
            reason,
            operator.id(),
            now,
            0,
            0,
            Optional.empty());
    return revocations.begin(
        wanted,
        entry(
            wanted,
            operator,
            wanted.begun(),
            Act.BULK_REVOCATION_BEGUN,
            Map.of(
                "of", issuer.map(IssuerId::value).orElse("all"),
                "reason", reason.map(Enum::name).orElse("none"))));
  }

  private void require(Institution institution, Optional<IssuerId> issuer) {
    boolean known =
        issuer.isEmpty()
            || issuers.all().stream()
                .filter(one -> one.institution().equals(institution.id()))
                .map(Issuer::id)
                .anyMatch(issuer.get()::equals);
    if (!known) {
      throw new Refusal(Reason.NOT_FOUND, "the institution has no CA " + issuer.get());
    }
  }

  /// What became of a step.
  public enum Step {
    /// There may be more to revoke.
    WENT_ON,
    /// Nothing is left but certificates in issuing, which are awaited: come again later.
    WAITS,
    ENDED
  }

  /// One batch.
  public Step step(BulkRevocation bulk) {
    Instant now = clock.instant();
    if (!revocations.revokeNext(bulk, batch, now).isEmpty()) {
      return Step.WENT_ON;
    }
    BulkRevocation reached = revocations.find(bulk.id()).orElseThrow();
    if (reached.ended().isPresent()) {
      return Step.ENDED;
    }
    Entry entry =
        entry(
            reached,
            reached.actor(),
            now,
            Act.BULK_REVOCATION_ENDED,
            Map.of("revoked", Long.toString(reached.done())));
    return revocations.end(reached.id(), now, entry) ? Step.ENDED : Step.WAITS;
  }

  /// Goes on with all that is under way, as far as it goes now.
  ///
  /// @return how many ended
  public int goOn() {
    List<BulkRevocation> underWay = revocations.underWay();
    return (int) underWay.stream().filter(this::comesToItsEnd).count();
  }

  private boolean comesToItsEnd(BulkRevocation bulk) {
    Step step = step(bulk);
    while (step == Step.WENT_ON) {
      step = step(bulk);
    }
    return step == Step.ENDED;
  }

  private static Entry entry(
      BulkRevocation bulk, Actor by, Instant at, Act act, Map<String, String> details) {
    return new Entry(at, bulk.institution(), by, act, "bulk-revocation:" + bulk.id(), details);
  }
}
