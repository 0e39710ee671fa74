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
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Refusal;
import shomei.domain.status.RevocationList;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Shard;
import shomei.web.http.Endpoint;
import shomei.web.http.HttpDate;
import shomei.web.http.HttpError;
import shomei.web.http.Intake;
import shomei.web.http.Mountable;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;

/// The latest CRL of each shard, where distribution points of certificates point (RFC 5280
/// §4.2.1.13): `/ca/{ca}.crl` and `/ca/{ca}/{shard}.crl`. `/ca/{ca}/complete.crl` is the whole of
/// it, whether the CA has one shard or several.
///
/// Each is held in memory until the database has a larger number, which is looked at once a second
/// where it is asked for. While the database is away the one at hand is served.
public final class Crls implements Mountable {
  private static final Logger log = LoggerFactory.getLogger(Crls.class);

  /// A revocation is published within seconds, so a proxy should not hold the CRL before it for
  /// long.
  private static final Duration LONGEST_HELD = Duration.ofMinutes(5);

  /// For how long nobody looks whether there is a newer one.
  private static final Duration LOOKED = Duration.ofSeconds(1);

  private final RevocationLists lists;
  private final InstantSource clock;
  private final Map<Shard, AtHand> atHand = new ConcurrentHashMap<>();

  /// @param looked when it was the latest
  private record AtHand(RevocationList list, Instant looked) {}

  public Crls(RevocationLists lists, InstantSource clock) {
    this.lists = lists;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.get(
        "crl",
        "/ca/" + StatusSite.CA + "(?:/(?<shard>[1-9][0-9]{0,8}|complete))?\\.crl",
        new Endpoint() {
          @Override
          public Intake intake(Request request) {
            return Intake.of(looked(shard(request)).map(Crls.this::document));
          }

          @Override
          public Response answer(Request request) {
            return latestOrWhole(shard(request))
                .map(Crls.this::document)
                .orElseThrow(HttpError::notFound);
          }
        });
  }

  private static Shard shard(Request request) {
    IssuerId ca = new IssuerId(request.parameter("ca"));
    String part = request.optional("shard").orElse("0");
    return part.equals("complete") ? Shard.complete(ca) : new Shard(ca, Integer.parseInt(part));
  }

  /// The one at hand, where it was the latest a moment ago.
  private Optional<RevocationList> looked(Shard shard) {
    Instant now = clock.instant();
    return Optional.ofNullable(atHand.get(shard))
        .filter(it -> !now.isBefore(it.looked()) && now.isBefore(it.looked().plus(LOOKED)))
        .map(AtHand::list);
  }

  /// As long as there is one shard, its CRL is the complete one.
  private Optional<RevocationList> latestOrWhole(Shard shard) {
    Optional<RevocationList> latest = latest(shard);
    return latest.isEmpty() && shard.isComplete() ? latest(Shard.first(shard.ca())) : latest;
  }

  /// Only shards that exist are kept, so their number is bounded.
  private Optional<RevocationList> latest(Shard shard) {
    Optional<RevocationList> last = Optional.ofNullable(atHand.get(shard)).map(AtHand::list);
    try {
      Instant now = clock.instant();
      OptionalLong number = lists.number(shard);
      boolean same = last.isPresent() && number.equals(OptionalLong.of(last.get().number()));
      Optional<RevocationList> latest =
          same ? last : number.isEmpty() ? Optional.empty() : lists.latest(shard);
      latest.ifPresent(list -> atHand.put(shard, new AtHand(list, now)));
      return latest;
    } catch (Refusal away) {
      log.warn("CRL {}: {}; the one at hand is served", shard, away.failure().detail());
      if (last.isEmpty()) {
        throw away;
      }
      return last;
    }
  }

  private Response document(RevocationList list) {
    return Response.of(200, "application/pkix-crl", list.der())
        .with("ETag", "\"%d\"".formatted(list.number()))
        .with("Last-Modified", HttpDate.format(list.thisUpdate()))
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
