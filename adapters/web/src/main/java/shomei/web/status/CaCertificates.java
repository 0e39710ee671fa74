package shomei.web.status;

import java.util.Optional;
import shomei.domain.status.Authorities;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;

/// The CAs' certificates in DER, roots included, where the authority information access of the
/// certificates below points (RFC 5280 §4.2.2.1): `/ca/{ca}.cer`.
public final class CaCertificates implements Resources {
  private final Authorities authorities;

  public CaCertificates(Authorities authorities) {
    this.authorities = authorities;
  }

  @Override
  public Optional<Reply> reply(Request request) {
    return CaPath.read(request.head().path(), ".cer")
        .filter(path -> path.shard().number() == 0)
        .flatMap(path -> authorities.certificate(path.shard().ca()))
        .map(
            der ->
                Reading.of(
                    request,
                    () ->
                        Reply.of(200, "application/pkix-cert", der.octets())
                            .with("Cache-Control", "public, max-age=3600")));
  }
}
