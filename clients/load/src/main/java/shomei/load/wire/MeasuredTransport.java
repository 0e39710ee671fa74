package shomei.load.wire;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import shomei.protocol.json.Json;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeResource;
import shomei.sdk.Transport;

/// The SDK's requests over one connection, timed, counted, and broken on purpose. For one thread.
final class MeasuredTransport implements Transport {
  private static final int UNAVAILABLE = 503;

  private static final int LEAST_ERROR = 400;

  private final HttpConnection connection;
  private final Faults faults;
  private final Map<AcmeResource, String> open = new EnumMap<>(AcmeResource.class);
  private TrafficListener listener;
  private AcmeResource last = AcmeResource.DIRECTORY;

  MeasuredTransport(HttpConnection connection, Faults faults, TrafficListener listener) {
    this.connection = connection;
    this.faults = faults;
    this.listener = listener;
  }

  /// What happens from now on belongs to another operation.
  void tell(TrafficListener next) {
    listener = next;
    open.clear();
  }

  /// What the last request was for.
  AcmeResource last() {
    return last;
  }

  @Override
  public Response send(Request request) throws IOException {
    last = request.resource();
    String wrong = open.remove(last);
    if (wrong != null) {
      listener.recovered(last, wrong);
    }
    Response response = measured(request);
    if (isBadNonce(response)) {
      open.put(last, "badNonce");
    } else if (response.status() < LEAST_ERROR
        && request.method().equals("POST")
        && faults.repeats()) {
      repeat(request);
    }
    return response;
  }

  private Response measured(Request request) throws IOException {
    long begun = System.nanoTime();
    try {
      Response response = connection.send(request, faults.cut());
      listener.answered(last, System.nanoTime() - begun);
      listener.traffic(connection.sent(), connection.received());
      return response;
    } catch (Cut cut) {
      listener.cut();
      throw cut;
    } catch (SocketTimeoutException silent) {
      // a server that does not answer at all is not asked six times
      throw new AcmeFailure.Unreachable(request.uri(), silent);
    } catch (IOException broken) {
      open.put(last, "connection: " + broken.getClass().getSimpleName());
      throw broken;
    }
  }

  /// The same octets again: the nonce is spent, so nothing may come of it. A server that cannot
  /// look whether it is says to come again, and has done nothing either.
  private void repeat(Request request) throws IOException {
    Response again = connection.send(request, Faults.CutPoint.NONE);
    if (isBadNonce(again)) {
      listener.repeated();
    } else if (again.status() != UNAVAILABLE) {
      listener.violation(
          "%s: a repeated request was answered %d %s"
              .formatted(
                  last.fieldName(),
                  again.status(),
                  new String(again.body(), StandardCharsets.UTF_8)));
    }
  }

  /// Sends something that is not ACME, to a server that is not the directory's.
  Response post(URI uri, String type, byte[] body) throws IOException {
    Response response =
        connection.exchange("POST", uri, Map.of("Content-Type", type), body, Faults.CutPoint.NONE);
    listener.traffic(connection.sent(), connection.received());
    return response;
  }

  private static boolean isBadNonce(Response response) {
    if (response.status() < LEAST_ERROR
        || !response
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .startsWith(Problem.MEDIA_TYPE)) {
      return false;
    }
    try {
      return Json.read(response.body(), Problem.class).hasType(ProblemType.BAD_NONCE);
    } catch (ProblemException unfit) {
      return false;
    }
  }

  /// Closes the connection; the next request opens another.
  @Override
  public void close() {
    connection.close();
  }
}
