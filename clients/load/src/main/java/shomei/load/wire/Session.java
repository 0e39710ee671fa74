package shomei.load.wire;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;
import shomei.protocol.jws.Jws;
import shomei.protocol.message.Directory;

/// Signed requests of one client, over one connection, with the nonce that the last answer brought.
///
/// What a client gets over by itself, a spent nonce or a broken connection, it gets over and tells
/// to the [Witness]; everything else is thrown.
public final class Session implements AutoCloseable {
  private static final ContentType JOSE = ContentType.create(Jws.MEDIA_TYPE);
  private static final int MOST_TRIES = 6;

  private final Target target;
  private final Faults faults;
  private final Wire wire;
  private Witness witness;
  private @Nullable String nonce;

  public Session(Target target, Faults faults, Witness witness) {
    this.target = target;
    this.faults = faults;
    this.witness = witness;
    this.wire = new Wire(target.dial());
  }

  /// Makes the body of a request.
  @FunctionalInterface
  public interface Signer {
    byte[] sign(String url, String nonce, byte[] payload);
  }

  /// From now on somebody else is told.
  public void tellTo(Witness other) {
    witness = other;
  }

  public Directory directory() {
    return target.directory();
  }

  /// Asks for a nonce, also where one is at hand.
  public void newNonce() throws IOException, Failed {
    for (int tried = 1; ; tried++) {
      try {
        Answer answer =
            timed(
                Step.NEW_NONCE,
                () -> wire.exchange("HEAD", directory().newNonce(), null, null, faults.cut()));
        if (answer.isError()) {
          throw answer.failure().at(Step.NEW_NONCE);
        }
        nonce = answer.nonce();
        return;
      } catch (IOException broken) {
        gotOver(Step.NEW_NONCE, broken, tried);
      }
    }
  }

  /// Sends a request whose repetition does no more than itself, until it is answered.
  ///
  /// @throws Failed where the server refuses it
  /// @throws IOException where no connection comes about
  public Answer surely(Step step, URI url, Signer signer, byte[] payload)
      throws IOException, Failed {
    for (int tried = 1; ; tried++) {
      try {
        return once(step, url, signer, payload);
      } catch (IOException broken) {
        gotOver(step, broken, tried);
      }
    }
  }

  /// Sends a request. One that is refused for its nonce is sent again: it had no effect.
  ///
  /// @throws IOException where the connection broke: it may have had its effect
  public Answer once(Step step, URI url, Signer signer, byte[] payload) throws IOException, Failed {
    for (int tried = 1; ; tried++) {
      byte[] body = signer.sign(url.toString(), nonce(), payload);
      Answer answer = timed(step, () -> send(url, body, faults.cut()));
      if (answer.isBadNonce() && tried < MOST_TRIES) {
        witness.recovered(step, "badNonce");
        continue;
      }
      if (answer.isError()) {
        throw answer.failure().at(step);
      }
      if (faults.repeats()) {
        repeat(step, url, body);
      }
      return answer;
    }
  }

  /// Sends something that is not signed, to a server that is not the directory's.
  public Answer post(Step step, URI url, ContentType type, byte[] body) throws IOException, Failed {
    Answer answer = timed(step, () -> wire.exchange("POST", url, type, body, Faults.Place.NOWHERE));
    if (answer.isError()) {
      throw answer.failure().at(step);
    }
    return answer;
  }

  /// Notes that a broken connection is got over.
  ///
  /// @param tried how often it was tried
  /// @throws IOException the same, where it was too often, or the server does not answer at all
  public void gotOver(Step step, IOException broken, int tried) throws IOException {
    if (tried >= MOST_TRIES || broken instanceof SocketTimeoutException) {
      throw broken;
    }
    if (!(broken instanceof Cut)) {
      witness.recovered(step, "connection: " + broken.getClass().getSimpleName());
    }
  }

  /// The same octets again: the nonce is spent, so nothing may come of it.
  private void repeat(Step step, URI url, byte[] body) throws IOException {
    Answer again = send(url, body, Faults.Place.NOWHERE);
    if (again.isBadNonce()) {
      witness.repeated();
    } else {
      witness.violation(
          "%s: a repeated request was answered %d %s"
              .formatted(
                  step.label(), again.status(), new String(again.body(), StandardCharsets.UTF_8)));
    }
  }

  /// One exchange.
  private interface Exchange {
    Answer made() throws IOException;
  }

  private Answer timed(Step step, Exchange exchange) throws IOException {
    long begun = System.nanoTime();
    try {
      Answer answer = exchange.made();
      witness.answered(step, System.nanoTime() - begun);
      witness.traffic(answer.sent(), answer.received());
      return answer;
    } catch (Cut cut) {
      witness.cut();
      throw cut;
    }
  }

  private Answer send(URI url, byte[] body, Faults.Place place) throws IOException {
    nonce = null;
    Answer answer = wire.exchange("POST", url, JOSE, body, place);
    nonce = answer.nonce();
    return answer;
  }

  private String nonce() throws IOException, Failed {
    if (nonce == null) {
      newNonce();
    }
    return Objects.requireNonNullElse(nonce, "");
  }

  /// Closes the connection; the next request opens another.
  public void hangUp() {
    wire.close();
  }

  @Override
  public void close() {
    wire.close();
  }
}
