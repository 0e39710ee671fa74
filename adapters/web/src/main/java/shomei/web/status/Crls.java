package shomei.web.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.kernel.Refusal;
import shomei.domain.status.RevocationList;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Shard;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;

/// The latest CRL of each shard, where distribution points of certificates point (RFC 5280
/// §4.2.1.13): `/ca/{ca}.crl` and `/ca/{ca}/{shard}.crl`.
///
/// Each is held in memory until the database has a larger number, which is looked at on every
/// request. While the database is away the one at hand is served.
public final class Crls implements Resources {
  private static final Logger log = LoggerFactory.getLogger(Crls.class);

  /// A revocation is published within seconds, so a proxy should not hold the CRL before it for
  /// long.
  private static final Duration LONGEST_HELD = Duration.ofMinutes(5);

  private final RevocationLists lists;
  private final InstantSource clock;
  private final Map<Shard, RevocationList> atHand = new ConcurrentHashMap<>();

  public Crls(RevocationLists lists, InstantSource clock) {
    this.lists = lists;
    this.clock = clock;
  }

  @Override
  public Optional<Reply> reply(Request request) {
    return CaPath.read(request.head().path(), ".crl")
        .flatMap(path -> latest(path.shard()))
        .map(list -> Reading.of(request, () -> document(request, list)));
  }

  /// Only shards that exist are kept, so their number is bounded.
  private Optional<RevocationList> latest(Shard shard) {
    Optional<RevocationList> last = Optional.ofNullable(atHand.get(shard));
    try {
      OptionalLong number = lists.number(shard);
      if (last.isPresent() && number.equals(OptionalLong.of(last.get().number()))) {
        return last;
      }
      Optional<RevocationList> latest = number.isEmpty() ? Optional.empty() : lists.latest(shard);
      latest.ifPresent(list -> atHand.put(shard, list));
      return latest;
    } catch (Refusal away) {
      log.warn("CRL {}: {}; the one at hand is served", shard, away.failure().detail());
      if (last.isEmpty()) {
        throw away;
      }
      return last;
    }
  }

  private Reply document(Request request, RevocationList list) {
    String tag = "\"%d\"".formatted(list.number());
    Reply reply =
        Reading.has(request, tag, list.thisUpdate())
            ? Reply.empty(304)
            : Reply.of(200, "application/pkix-crl", list.der().octets());
    return reply
        .with("ETag", tag)
        .with("Last-Modified", Reading.date(list.thisUpdate()))
        .with("Cache-Control", "public, max-age=" + held(list).toSeconds());
  }

  private Duration held(RevocationList list) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, list.nextUpdate());
    return left.isNegative()
        ? Duration.ZERO
        : left.compareTo(LONGEST_HELD) < 0 ? left : LONGEST_HELD;
  }
}
