package shomei.domain.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;

/// Publishes CRLs: each shard's on schedule and as soon as a certificate of it was revoked, and the
/// first of a further shard when the open one is full. Where a CA has several, a complete one
/// follows them at a pace of its own. Meant to be called every few seconds by every node: where
/// nothing is to be done it is one small read.
///
/// There are no delta CRLs: README.md tells why.
public final class PublishCrls {
  /// Longer than any CRL takes to make, so that a node which began one and is silent is gone.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final RevocationLists lists;
  private final Statuses statuses;
  private final Authorities authorities;
  private final CrlSigner signer;
  private final CrlTerms terms;
  private final InstantSource clock;

  public PublishCrls(
      RevocationLists lists,
      Statuses statuses,
      Authorities authorities,
      CrlSigner signer,
      CrlTerms terms,
      InstantSource clock) {
    this.lists = lists;
    this.statuses = statuses;
    this.authorities = authorities;
    this.signer = signer;
    this.terms = terms;
    this.clock = clock;
  }

  /// Publishes what is due. One CA's trouble keeps no other's CRL back.
  ///
  /// @return how many were published
  /// @throws Refusal UNAVAILABLE, at the end, where some were not because the token is away; the
  ///   next call tries again
  public int publish() {
    Instant now = clock.instant();
    List<CrlStatus> published = lists.statuses();
    var known = published.stream().collect(Collectors.groupingBy(s -> s.shard().ca()));
    List<Shard> due = new ArrayList<>();
    for (IssuerId ca : authorities.all()) {
      List<CrlStatus> shards = known.getOrDefault(ca, List.of());
      if (shards.isEmpty()) {
        due.add(Shard.first(ca));
      }
      shards.stream()
          .filter(s -> !s.shard().isComplete() && dueAt(s, now))
          .map(CrlStatus::shard)
          .forEach(due::add);
      if (partitioned(shards, ca) && completeDueAt(shards, now)) {
        due.add(Shard.complete(ca));
      }
    }
    return each(due, shard -> publish(shard, published, partitioned(published, shard.ca())));
  }

  /// Where a part was published since, or is due, the complete one is due at its pace; else on
  /// schedule.
  private boolean completeDueAt(List<CrlStatus> ofOneCa, Instant now) {
    Optional<CrlStatus> complete = ofOneCa.stream().filter(s -> s.shard().isComplete()).findFirst();
    Optional<CrlStatus.Period> last = complete.flatMap(CrlStatus::published);
    if (last.isEmpty() || dueAt(complete.orElseThrow(), now)) {
      return true;
    }
    Instant before = last.get().thisUpdate();
    boolean changed =
        ofOneCa.stream()
            .filter(s -> !s.shard().isComplete())
            .anyMatch(
                s ->
                    dueAt(s, now)
                        || s.published().filter(p -> !p.thisUpdate().isBefore(before)).isPresent());
    return changed && !now.isBefore(before.plus(terms.backdate()).plus(terms.completeEvery()));
  }

  /// Opens a further shard for each CA whose open one is full. From then on all its CRLs say which
  /// part they are, the former ones first: a CRL that looked whole must not be taken for the word
  /// on certificates of the new shard. Who reads one file finds the complete one before that. If
  /// this breaks off anywhere, the next call does it again.
  ///
  /// @return how many CRLs were published
  /// @throws Refusal UNAVAILABLE as [#publish] does
  public int open() {
    List<CrlStatus> published = lists.statuses();
    List<Shard> full =
        authorities.all().stream()
            .map(ca -> new Shard(ca, lists.open(ca)))
            .filter(shard -> statuses.issued(shard) >= terms.shardSize())
            .toList();
    return each(full, last -> open(last, published));
  }

  private int open(Shard last, List<CrlStatus> published) {
    Stream<Shard> former =
        published.stream()
            .map(CrlStatus::shard)
            .filter(s -> s.ca().equals(last.ca()) && !s.isComplete())
            .filter(s -> s.number() <= last.number());
    Stream<Shard> complete =
        last.number() == 0 ? Stream.of(Shard.complete(last.ca())) : Stream.of();
    int signed = 0;
    for (Shard shard :
        Stream.of(complete, former, Stream.of(last.next())).flatMap(all -> all).toList()) {
      if (publish(shard, published, true) == 0) {
        return signed;
      }
      signed++;
    }
    return signed;
  }

  /// Does it for each, and throws at the end what one of them threw.
  private static int each(List<Shard> shards, ToIntFunction<Shard> act) {
    int done = 0;
    @Nullable Refusal refused = null;
    for (Shard shard : shards) {
      try {
        done += act.applyAsInt(shard);
      } catch (Refusal refusal) {
        refused = refusal;
      }
    }
    if (refused != null) {
      throw refused;
    }
    return done;
  }

  /// The shards whose CRL is late: the alarm of health and metrics.
  public List<CrlStatus> overdue() {
    Instant now = clock.instant().minus(terms.backdate());
    return lists.statuses().stream().filter(s -> s.overdueAt(now, terms.every())).toList();
  }

  /// A number taken for a further shard is enough: its CRL may be out at any moment.
  private static boolean partitioned(List<CrlStatus> published, IssuerId ca) {
    return published.stream()
        .map(CrlStatus::shard)
        .anyMatch(s -> s.ca().equals(ca) && s.number() > 0);
  }

  private boolean dueAt(CrlStatus status, Instant now) {
    return status.due()
        || status
            .published()
            .map(
                p -> {
                  Instant made = p.thisUpdate().plus(terms.backdate());
                  return now.isBefore(made) || !now.isBefore(made.plus(terms.every()));
                })
            .orElse(true);
  }

  private static Optional<CrlStatus.Period> previous(List<CrlStatus> published, Shard shard) {
    return published.stream()
        .filter(s -> s.shard().equals(shard))
        .findFirst()
        .flatMap(CrlStatus::published);
  }

  /// Not twice in a second: two CRLs of one shard can be told apart by their thisUpdate too.
  private int publish(Shard shard, List<CrlStatus> published, boolean partitioned) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant thisUpdate = now.minus(terms.backdate());
    if (previous(published, shard).filter(p -> p.thisUpdate().equals(thisUpdate)).isPresent()) {
      return 0;
    }
    OptionalLong number = lists.begin(shard, now, PATIENCE);
    if (number.isEmpty()) {
      return 0;
    }
    Instant nextUpdate = now.plus(terms.validity());
    var head =
        new CrlSigner.Head(
            shard, partitioned && !shard.isComplete(), number.getAsLong(), thisUpdate, nextUpdate);
    Instant kept = kept(previous(published, shard), thisUpdate);
    Octets der = signer.sign(head, each -> statuses.revoked(shard, kept, each));
    return lists.publish(new RevocationList(shard, head.number(), thisUpdate, nextUpdate, der))
        ? 1
        : 0;
  }

  /// Since when a certificate may have expired and still be listed: it leaves after it was on one
  /// scheduled CRL that was made after its end (RFC 5280 §3.3).
  private Instant kept(Optional<CrlStatus.Period> previous, Instant thisUpdate) {
    Instant scheduled = thisUpdate.minus(terms.every());
    return previous.map(CrlStatus.Period::thisUpdate).filter(scheduled::isAfter).orElse(scheduled);
  }
}
