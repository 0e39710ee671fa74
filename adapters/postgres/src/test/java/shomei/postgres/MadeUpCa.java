package shomei.postgres;

import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.ca.IssuingCa;
import shomei.domain.ca.ToBeSigned;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;

/// Certificates of the right size that nobody could use.
final class MadeUpCa implements IssuingCa {
  private final IntFunction<Octets> random;

  /// @param random octets, so many
  MadeUpCa(IntFunction<Octets> random) {
    this.random = random;
  }

  @Override
  public Instant end(InstitutionId institution) {
    return Instant.parse("2046-12-31T23:59:59Z");
  }

  @Override
  public ToBeSigned prepare(CertificateTemplate template) {
    return new ToBeSigned(
        new IssuerId("midori-g1"),
        template.serial(),
        random.apply(600),
        template.notBefore(),
        template.notAfter());
  }

  @Override
  public Octets sign(ToBeSigned certificate) {
    return random.apply(900);
  }

  @Override
  public List<Octets> chain(IssuerId issuer) {
    return List.of();
  }

  @Override
  public Octets keyId(IssuerId issuer) {
    return Octets.of(new byte[20]);
  }

  @Override
  public List<Octets> path(IssuerId issuer) {
    return List.of();
  }
}
