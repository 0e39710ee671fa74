package shomei.postgres.access;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;
import org.jooq.Param;
import shomei.domain.access.NodeNonces;
import shomei.domain.access.Nonce;
import shomei.domain.access.SpentNonces;
import shomei.domain.kernel.Refusal;
import shomei.postgres.connection.Channels;
import shomei.postgres.sql.Prepared;
import shomei.postgres.sql.Values;

/// [SpentNonces] of a node among others: its own are in its memory, and for one of another node
/// that node is asked over PostgreSQL's channels, and spends it in its memory. So no two find one
/// fresh, whatever becomes of the database, and no clock is compared with another.
///
/// A client that keeps its connection comes back to the node that made its nonce, and no round trip
/// is taken; one that does not, behind a balancer of many nodes, takes one to ask and one to
/// answer. The question tells whether the other node is there at all, by the name of the connection
/// on which it listens: nonces of a node that has ended are refused at once.
///
/// *Threat:* somebody fetches nonces at one node and shows them at another, so that the nodes are
/// busy with each other's questions. *Answer:* a node asks no more than [#MOST] at a time, and
/// takes what comes beyond for spent. *Threat:* a node lost without a word looks as if it were
/// there until PostgreSQL drops its connection, and whoever has kept its nonces makes requests wait
/// for it. *Answer:* none waits longer than [#PATIENCE], and no more than those, which are a
/// quarter of the requests that may be in work; a question takes two milliseconds otherwise.
public final class PostgresNonces implements SpentNonces, Channels.Handler {
  private static final int MOST = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String QUESTION = "spend";
  private static final String ANSWER = "spent";

  private static final Param<String> CHANNEL = param("channel", String.class);
  private static final Param<String> PAYLOAD = param("payload", String.class);
  private static final Param<String> LISTENER = param("listener", String.class);

  private final NodeNonces own;
  private final FormerNonces former;
  private final Channels channels;
  private final Prepared telling;
  private final Semaphore turns = new Semaphore(MOST);
  private final AtomicLong questions = new AtomicLong();
  private final Map<Long, CompletableFuture<Boolean>> open = new ConcurrentHashMap<>();

  /// @param channels which listen by the name of [#listener]
  public PostgresNonces(
      DSLContext database, NodeNonces own, Channels channels, InstantSource clock) {
    this.own = own;
    this.former = new FormerNonces(database, clock);
    this.channels = channels;
    this.telling =
        new Prepared(
            database,
            select(field("pg_notify({0}, {1})", String.class, CHANNEL, PAYLOAD))
                .from(table(name("pg_stat_activity")))
                .where(field(name("application_name"), String.class).eq(LISTENER))
                .limit(inline(1)));
    channels.on(channel(own.node()), this);
  }

  /// The name of the connection on which a node listens.
  public static String listener(long node) {
    return "shomei-node-" + letters(node);
  }

  private static String channel(long node) {
    return "nonce_" + letters(node);
  }

  /// A letter for four bits.
  private static String letters(long node) {
    StringBuilder letters = new StringBuilder();
    for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      letters.append((char) ('a' + (node >>> shift & 0xf)));
    }
    return letters.toString();
  }

  @Override
  public Nonce.Numbered make(Instant expires) {
    return own.make(expires);
  }

  @Override
  public boolean spend(Nonce nonce) {
    return switch (nonce) {
      case Nonce.Former old -> former.spend(old);
      case Nonce.Numbered one when one.node() == own.node() -> own.spend(one.number());
      case Nonce.Numbered other -> channels.isConnected() && ask(other);
    };
  }

  @Override
  public int forgetExpired(Instant now) {
    return own.forgetExpired(now) + former.forgetExpired(now);
  }

  private boolean ask(Nonce.Numbered nonce) {
    if (!turns.tryAcquire()) {
      return false;
    }
    long question = questions.incrementAndGet();
    var answer =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    open.put(question, answer);
    try {
      String words =
          String.join(
              " ",
              QUESTION,
              Long.toString(nonce.number()),
              Long.toString(own.node()),
              Long.toString(question));
      return tell(nonce.node(), words) && answer.join();
    } finally {
      open.remove(question);
      turns.release();
    }
  }

  /// @return whether that node is there
  private boolean tell(long node, String words) {
    return !telling
        .fetch(
            new Values()
                .with(CHANNEL, channel(node))
                .with(PAYLOAD, words)
                .with(LISTENER, listener(node)))
        .isEmpty();
  }

  @Override
  public void connected() {
    // who was not answered meanwhile has given up
  }

  @Override
  public void heard(String payload) {
    String[] words = payload.split(" ");
    switch (words[0]) {
      case QUESTION -> {
        boolean fresh = own.spend(Long.parseLong(words[1]));
        long asking = Long.parseLong(words[2]);
        Thread.startVirtualThread(() -> answer(asking, ANSWER + " " + words[3] + " " + fresh));
      }
      case ANSWER -> {
        var answer = open.get(Long.parseLong(words[1]));
        if (answer != null) {
          answer.complete(Boolean.parseBoolean(words[2]));
        }
      }
      default -> throw new IllegalArgumentException("neither asks nor answers: " + words[0]);
    }
  }

  private void answer(long node, String words) {
    try {
      boolean _ = tell(node, words);
    } catch (Refusal away) {
      // who asked gives up by itself
    }
  }
}
