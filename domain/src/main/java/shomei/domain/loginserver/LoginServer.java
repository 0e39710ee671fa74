package shomei.domain.loginserver;

import java.time.Instant;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// A server of an institution that may ask about its certificates. It is known by its TLS client
/// certificate, whoever issued that.
///
/// @param name what operators call it, unique among the institution's
/// @param certificate DER
/// @param notBefore of the certificate
/// @param notAfter of the certificate
public record LoginServer(
    InstitutionId institution,
    String name,
    Octets certificate,
    Instant notBefore,
    Instant notAfter,
    Instant added) {}
