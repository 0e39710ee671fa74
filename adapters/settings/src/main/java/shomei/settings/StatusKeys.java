package shomei.settings;

import java.net.URI;
import java.time.Duration;

/// The keys below `status`: what relying parties are served.
final class StatusKeys {
  private static final Form<Duration> INTERVAL =
      Forms.duration(Duration.ofMillis(100), Duration.ofDays(1));

  static final Key<String> STATUS_ADDRESS =
      Key.of(
          "status.address",
          Forms.TEXT,
          "0.0.0.0",
          "Where CA certificates, CRLs and OCSP listen, over plain HTTP.");
  static final Key<Integer> STATUS_PORT =
      Key.of("status.port", Forms.PORT, "8080", "TCP port of status; 0 takes a free one.");
  static final Key<URI> STATUS_URL =
      Key.required(
          "status.publicUrl",
          Forms.origin("http"),
          "How relying parties reach status. It is written into every certificate, so it must"
              + " outlive them.");

  static final Key<Duration> CRL_LOOK =
      Key.of(
          "status.crlLook",
          INTERVAL,
          "2s",
          "How often it is looked whether a CRL is due: how soon a revocation shows in it.");
  static final Key<Duration> CRL_EVERY =
      Key.of(
          "status.crlEvery",
          Forms.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
          "1h",
          "How often a CRL is published where nothing was revoked.");
  static final Key<Duration> CRL_VALIDITY =
      Key.of(
          "status.crlValidity",
          Forms.duration(Duration.ofMinutes(2), Duration.ofDays(30)),
          "24h",
          "How long a CRL is valid, and so how long the token may be away before relying parties"
              + " refuse.");
  static final Key<Integer> CRL_SHARD_SIZE =
      Key.of(
          "status.crlShardSize",
          Forms.integer(1, 10_000_000),
          "100000",
          "Certificates that point to a part of their CA's CRL before a further part opens.");
  static final Key<Duration> COMPLETE_CRL_EVERY =
      Key.of(
          "status.completeCrlEvery",
          Forms.duration(Duration.ofSeconds(1), Duration.ofDays(7)),
          "5m",
          "How often the complete CRL of a CA with several parts is published, at most, while"
              + " revocations go on.");
  static final Key<Duration> BACKDATE =
      Key.of(
          "status.backdate",
          Forms.duration(Duration.ZERO, Duration.ofHours(1)),
          "5m",
          "How long before they are made thisUpdate of CRLs and OCSP answers lies: login servers"
              + " whose clocks are behind accept them at once.");
  static final Key<Duration> OCSP_VALIDITY =
      Key.of(
          "status.ocspValidity",
          Forms.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
          "1h",
          "How long an OCSP answer is valid; it is signed anew after half of that.");
  static final Key<Integer> OCSP_SIGNATURES =
      Key.of(
          "status.ocspSignatures",
          Forms.integer(2, 1_000_000),
          "200",
          "OCSP answers signed in a second, at most; half of them for nonces, unknown serials and"
              + " lists.");
  static final Key<Integer> OCSP_ANSWERS =
      Key.of(
          "status.ocspAnswersKept",
          Forms.integer(1, 10_000_000),
          "50000",
          "OCSP answers held in memory; each takes about 2 KiB.");

  private StatusKeys() {}
}
