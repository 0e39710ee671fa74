package shomei.web.acme;

import shomei.protocol.json.Json;
import shomei.protocol.problem.ProblemException;

/// What a request has signed: nothing in a POST-as-GET (RFC 8555 §6.3), else a JSON object.
final class Payload {
  private final byte[] octets;

  Payload(byte[] octets) {
    this.octets = octets.clone();
  }

  boolean isEmpty() {
    return octets.length == 0;
  }

  byte[] octets() {
    return octets.clone();
  }

  /// @throws ProblemException `malformed` where there is something: this resource is only read
  void requireNone() {
    if (!isEmpty()) {
      throw ProblemException.malformed("This resource is read with an empty payload.");
    }
  }

  /// @throws ProblemException `malformed` where it is empty, no JSON object, or not the message
  <T> T read(Class<T> message) {
    if (isEmpty()) {
      throw ProblemException.malformed("This resource wants a payload.");
    }
    return Json.read(octets, message);
  }

  /// @throws ProblemException `malformed` where it is no JSON object
  void requireObject() {
    if (!Json.parse(octets, "The payload").isObject()) {
      throw ProblemException.malformed("The payload is not a JSON object.");
    }
  }
}
