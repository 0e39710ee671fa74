package shomei.domain.ca;

import java.util.List;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;

/// An issuing CA of an institution.
///
/// @param generation 1 for G1 and so on
/// @param certificate DER
/// @param above DER of the certificates above it, the root last
/// @param keyId its subject key identifier, which its certificates name as their authority's
/// @param keyLabel how the token calls its private key
public record Issuer(
    IssuerId id,
    InstitutionId institution,
    int generation,
    Octets certificate,
    List<Octets> above,
    Octets keyId,
    String keyLabel) {
  public Issuer {
    above = List.copyOf(above);
  }
}
