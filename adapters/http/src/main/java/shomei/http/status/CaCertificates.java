package shomei.http.status;

import java.util.Optional;
import shomei.domain.issuance.IssuerId;
import shomei.domain.issuance.IssuingCa;
import shomei.domain.refusal.Refusal;
import shomei.http.exchange.Reply;
import shomei.http.exchange.Request;

/// The issuing CAs' certificates in DER, where the authority information access of end-entity
/// certificates points (RFC 5280 §4.2.2.1): `/ca/{issuer}.cer`.
public final class CaCertificates implements Resources {
  private static final String PREFIX = "/ca/";
  private static final String SUFFIX = ".cer";

  private final IssuingCa issuingCa;

  public CaCertificates(IssuingCa issuingCa) {
    this.issuingCa = issuingCa;
  }

  @Override
  public Optional<Reply> reply(Request request) {
    return issuer(request.head().path())
        .flatMap(this::certificate)
        .map(
            der ->
                Reply.of(200, "application/pkix-cert", der)
                    .with("Cache-Control", "public, max-age=3600"));
  }

  private Optional<byte[]> certificate(IssuerId issuer) {
    try {
      return Optional.of(issuingCa.path(issuer).getFirst().octets());
    } catch (Refusal unknown) {
      return Optional.empty();
    }
  }

  private static Optional<IssuerId> issuer(String path) {
    if (!path.startsWith(PREFIX)
        || !path.endsWith(SUFFIX)
        || path.length() < PREFIX.length() + SUFFIX.length()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new IssuerId(path.substring(PREFIX.length(), path.length() - SUFFIX.length())));
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
  }
}
