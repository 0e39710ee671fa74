package shomei.domain.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;

/// Signs a checkpoint for each institution at an interval, where something was sealed since. Meant
/// to be called often by every node; two that do so at once sign twice, and one signature is kept.
public final class SignCheckpoints {
  private final Seals seals;
  private final Issuers issuers;
  private final CheckpointSigner signer;
  private final Duration every;
  private final InstantSource clock;

  public SignCheckpoints(
      Seals seals, Issuers issuers, CheckpointSigner signer, Duration every, InstantSource clock) {
    this.seals = seals;
    this.issuers = issuers;
    this.signer = signer;
    this.every = every;
    this.clock = clock;
  }

  /// One institution's trouble keeps no other's checkpoint back.
  ///
  /// @return what was signed
  /// @throws Refusal UNAVAILABLE, at the end, where the token was away for one; the next call tries
  ///   again
  public List<Checkpoint> sign() {
    List<Checkpoint> signed = new ArrayList<>();
    @Nullable Refusal refused = null;
    for (Issuer issuer : newest()) {
      try {
        seals
            .status(issuer.institution())
            .filter(this::due)
            .ifPresent(status -> signed.add(sign(issuer.id(), status.latest())));
      } catch (Refusal refusal) {
        refused = refusal;
      }
    }
    if (refused != null) {
      throw refused;
    }
    return signed;
  }

  /// Each institution's newest CA; before its first there is nobody to sign.
  private Collection<Issuer> newest() {
    return issuers.all().stream()
        .collect(
            Collectors.toMap(
                Issuer::institution,
                issuer -> issuer,
                BinaryOperator.maxBy(Comparator.comparingInt(Issuer::generation))))
        .values();
  }

  private boolean due(Seals.Status status) {
    return status.unsignedSince().isPresent()
        && status.signedAt().filter(clock.instant().minus(every)::isBefore).isEmpty();
  }

  private Checkpoint sign(IssuerId ca, Seal.Head head) {
    Checkpoint checkpoint = new Checkpoint(head, clock.instant());
    Octets cms = signer.sign(ca, checkpoint);
    seals.keep(head.institution(), new ExportLine.Signed(head.number(), cms), checkpoint.at());
    return checkpoint;
  }

  /// Whether a checkpoint should have been signed by now: look after the token.
  public boolean overdue() {
    Instant since = clock.instant().minus(every).minus(every.dividedBy(2));
    return newest().stream()
        .flatMap(issuer -> seals.status(issuer.institution()).stream())
        .anyMatch(status -> status.unsignedSince().filter(since::isAfter).isPresent());
  }
}
