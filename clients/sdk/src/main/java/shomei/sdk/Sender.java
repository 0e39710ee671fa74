package shomei.sdk;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import shomei.protocol.jws.Jws;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;

/// Sends requests over the transport and repeats those that may be repeated. Addresses come from
/// the server, so each is checked: PINs go nowhere but over TLS.
final class Sender implements AutoCloseable {
  private static final String NONCE = "Replay-Nonce";
  private static final String AGENT = "shomei-sdk/0.1 java/" + Runtime.version().feature();
  private static final byte[] NOTHING = {};

  private final Transport transport;
  private final ClientSettings settings;
  private final NoncePool nonces = new NoncePool();
  private final Map<String, String> plainHeaders;
  private final Map<String, String> joseHeaders;
  private volatile @Nullable Duration ahead;

  Sender(Transport transport, ClientSettings settings) {
    this.transport = transport;
    this.settings = settings;
    String language = settings.language().toLanguageTag();
    this.plainHeaders = Map.of("User-Agent", AGENT, "Accept-Language", language);
    this.joseHeaders =
        Map.of("User-Agent", AGENT, "Accept-Language", language, "Content-Type", Jws.MEDIA_TYPE);
  }

  /// How far the server's clock was ahead of ours with its last answer.
  Optional<Duration> ahead() {
    return Optional.ofNullable(ahead);
  }

  ClientSettings settings() {
    return settings;
  }

  Reply get(AcmeResource resource, URI uri) {
    return exchange(uri, true, () -> request(resource, "GET", uri, plainHeaders, NOTHING));
  }

  /// @param newNonce where nonces are to be had, asked for where none is at hand
  /// @param repeatable whether sending it twice does no more than sending it once
  /// @param body makes the signed body from a nonce
  Reply post(
      AcmeResource resource,
      URI uri,
      Supplier<URI> newNonce,
      boolean repeatable,
      Function<String, byte[]> body) {
    return exchange(
        uri,
        repeatable,
        () -> request(resource, "POST", uri, joseHeaders, body.apply(nonce(newNonce))));
  }

  private String nonce(Supplier<URI> newNonce) {
    return nonces.take().orElseGet(() -> fetchNonce(newNonce.get()));
  }

  private String fetchNonce(URI uri) {
    exchange(uri, true, () -> request(AcmeResource.NEW_NONCE, "HEAD", uri, plainHeaders, NOTHING));
    return nonces.take().orElseThrow(() -> new AcmeFailure.Unreadable(uri + " gave no nonce"));
  }

  private static Transport.Request request(
      AcmeResource resource, String method, URI uri, Map<String, String> headers, byte[] body) {
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new AcmeFailure.Unreadable("not an https address: " + uri);
    }
    return new Transport.Request(resource, method, uri, headers, body);
  }

  /// @param request makes it anew for each try, with a nonce of its own
  /// @return an answer with a status of 200 to 299
  private Reply exchange(URI uri, boolean repeatable, Supplier<Transport.Request> request) {
    for (int sent = 1; ; sent++) {
      Transport.Request next = request.get();
      Duration pause;
      try {
        Reply reply = new Reply(uri, transport.send(next));
        reply.header(NONCE).ifPresent(nonces::put);
        reply
            .date()
            .ifPresent(there -> ahead = Duration.between(settings.clock().instant(), there));
        if (reply.isSuccess()) {
          return reply;
        }
        pause = settle(reply, sent);
      } catch (IOException broken) {
        boolean harmless = repeatable || broken instanceof ConnectException;
        pause =
            settings
                .retries()
                .afterNoAnswer(sent)
                .filter(again -> harmless)
                .orElseThrow(() -> new AcmeFailure.Unreachable(uri, broken));
      } catch (InterruptedException stop) {
        throw interrupted(stop);
      }
      pause(pause);
    }
  }

  /// How long to wait before the next try.
  ///
  /// @throws AcmeFailure where there is none
  private Duration settle(Reply reply, int sent) {
    if (reply.isRedirect()) {
      throw new AcmeFailure.Unreadable(reply.uri() + " answers with a redirect");
    }
    Problem problem = reply.problem();
    if (problem.hasType(ProblemType.BAD_NONCE) && settings.retries().afterBadNonce(sent)) {
      nonces.clear();
      reply.header(NONCE).ifPresent(nonces::put);
      return Duration.ZERO;
    }
    if (!reply.isBusy()) {
      throw new AcmeFailure.Refused(problem, reply.status(), reply.location(), reply.date());
    }
    Optional<Duration> asked = reply.retryAfter(settings.clock());
    return settings
        .retries()
        .afterBusy(sent, asked)
        .orElseThrow(() -> new AcmeFailure.Busy(problem, asked, reply.date()));
  }

  void pause(Duration time) {
    if (time.isPositive()) {
      try {
        settings.waiter().pause(time);
      } catch (InterruptedException stop) {
        throw interrupted(stop);
      }
    }
  }

  private static AcmeFailure.Interrupted interrupted(InterruptedException stop) {
    Thread.currentThread().interrupt();
    return new AcmeFailure.Interrupted(stop);
  }

  @Override
  public void close() {
    transport.close();
  }
}
