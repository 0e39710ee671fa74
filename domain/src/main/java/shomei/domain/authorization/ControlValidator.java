package shomei.domain.authorization;

import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Failure;

/// Looks whether the holder of an account controls a DNS name (RFC 8555 §8.3, §8.4; RFC 8737).
///
/// Bounded in time, octets and redirects, and in how many run at once, with a few retries over some
/// seconds; never asks an address that the guard bars (loopback, link-local, private, metadata),
/// checked after every resolution and redirect; echoes nothing of what it fetched. Whatever breaks
/// during a look is a failed look, memory that ends included.
public interface ControlValidator {
  /// @param kind one by whose method the server looks
  /// @param name for a wildcard, its base name is looked at
  /// @throws InterruptedException where this node stops: nothing is known about the name then
  Outcome validate(Challenge.Kind kind, DnsName name, String token, String keyAuthorization)
      throws InterruptedException;

  sealed interface Outcome {
    record Proven() implements Outcome {}

    record Failed(Failure error) implements Outcome {}
  }
}
