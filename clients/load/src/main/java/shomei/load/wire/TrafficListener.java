package shomei.load.wire;

import shomei.sdk.AcmeResource;

/// Is told what happens between clients and server. Called by many threads at once.
public interface TrafficListener {
  /// A request was answered, whatever the answer.
  ///
  /// @param nanos from before it was sent until the answer was read
  void answered(AcmeResource resource, long nanos);

  /// Octets of HTTP, TLS not counted, and one request.
  void traffic(long sent, long received);

  /// What went wrong and was got over, as a client does.
  ///
  /// @param type of a problem document, or a word of our own
  void recovered(AcmeResource resource, String type);

  /// A connection was cut on purpose.
  void cut();

  /// A request was sent a second time on purpose, and refused as it must be.
  void repeated();

  /// The server did what it must never do.
  void violation(String sentence);
}
