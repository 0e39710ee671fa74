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
import shomei.domain.Octets;
import shomei.domain.issuance.IssuerId;
import shomei.domain.refusal.Refusal;

/// Publishes CRLs: each shard's on schedule and as soon as a certificate of it was revoked, and the
/// first of a further shard when the open one is full. Meant to be called every few seconds by
/// every node: where nothing is to be done it is one small read.
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
    List<Standing> standings = lists.standings();
    var known = standings.stream().collect(Collectors.groupingBy(s -> s.shard().ca()));
    List<Shard> due = new ArrayList<>();
    for (IssuerId ca : authorities.all()) {
      List<Standing> shards = known.getOrDefault(ca, List.of());
      if (shards.isEmpty()) {
        due.add(Shard.first(ca));
      }
      shards.stream().filter(s -> dueAt(s, now)).map(Standing::shard).forEach(due::add);
    }
    return each(due, shard -> publish(shard, standings, partitioned(standings, shard.ca())));
  }

  /// Opens a further shard for each CA whose open one is full. From then on all its CRLs say which
  /// part they are, the former ones first: a CRL that looked whole must not be taken for the word
  /// on certificates of the new shard. If this breaks off anywhere, the next call does it again.
  ///
  /// @return how many CRLs were published
  /// @throws Refusal UNAVAILABLE as [#publish] does
  public int open() {
    List<Standing> standings = lists.standings();
    List<Shard> full =
        authorities.all().stream()
            .map(ca -> new Shard(ca, lists.open(ca)))
            .filter(shard -> statuses.issued(shard) >= terms.shardSize())
            .toList();
    return each(full, last -> open(last, standings));
  }

  private int open(Shard last, List<Standing> standings) {
    Stream<Shard> former =
        standings.stream()
            .map(Standing::shard)
            .filter(s -> s.ca().equals(last.ca()) && s.number() <= last.number());
    int published = 0;
    for (Shard shard : Stream.concat(former, Stream.of(last.next())).toList()) {
      if (publish(shard, standings, true) == 0) {
        return published;
      }
      published++;
    }
    return published;
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
  public List<Standing> overdue() {
    Instant now = clock.instant();
    return lists.standings().stream().filter(s -> s.overdueAt(now, terms.every())).toList();
  }

  /// A number taken for a further shard is enough: its CRL may be out at any moment.
  private static boolean partitioned(List<Standing> standings, IssuerId ca) {
    return standings.stream()
        .map(Standing::shard)
        .anyMatch(s -> s.ca().equals(ca) && s.number() > 0);
  }

  private boolean dueAt(Standing standing, Instant now) {
    return standing.due()
        || standing
            .published()
            .map(
                p ->
                    now.isBefore(p.thisUpdate())
                        || !now.isBefore(p.thisUpdate().plus(terms.every())))
            .orElse(true);
  }

  private static Optional<Standing.Period> previous(List<Standing> standings, Shard shard) {
    return standings.stream()
        .filter(s -> s.shard().equals(shard))
        .findFirst()
        .flatMap(Standing::published);
  }

  /// Not twice in a second: two CRLs of one shard can be told apart by their thisUpdate too.
  private int publish(Shard shard, List<Standing> standings, boolean partitioned) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (previous(standings, shard).filter(p -> p.thisUpdate().equals(now)).isPresent()) {
      return 0;
    }
    OptionalLong number = lists.begin(shard, now, PATIENCE);
    if (number.isEmpty()) {
      return 0;
    }
    Instant nextUpdate = now.plus(terms.validity());
    var head = new CrlSigner.Head(shard, partitioned, number.getAsLong(), now, nextUpdate);
    Instant kept = kept(previous(standings, shard), now);
    Octets der = signer.sign(head, each -> statuses.revoked(shard, kept, each));
    return lists.publish(new RevocationList(shard, head.number(), now, nextUpdate, der)) ? 1 : 0;
  }

  /// Since when a certificate may have expired and still be listed: it leaves after it was on one
  /// scheduled CRL that was made after its end (RFC 5280 §3.3).
  private Instant kept(Optional<Standing.Period> previous, Instant now) {
    Instant scheduled = now.minus(terms.every());
    return previous.map(Standing.Period::thisUpdate).filter(scheduled::isAfter).orElse(scheduled);
  }
}
