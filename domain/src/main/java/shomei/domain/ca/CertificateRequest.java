package shomei.domain.ca;

import java.util.Set;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.Octets;

/// What counts of a certificate signing request (RFC 2986) whose own signature was verified.
///
/// @param key DER SubjectPublicKeyInfo
/// @param spkiDigest SHA-256 over it
/// @param thumbprint of the key, as accounts have theirs (RFC 7638, SHA-256, base64url)
/// @param names the DNS names of its subjectAltName alone
/// @param commonName the subject's common name as written; empty text where there is none
/// @param foreign whether it asks for subjectAltNames of other types
public record CertificateRequest(
    Octets key,
    Octets spkiDigest,
    String thumbprint,
    Policy.KeyType keyType,
    Set<DnsName> names,
    String commonName,
    boolean foreign) {
  public CertificateRequest {
    names = Set.copyOf(names);
  }
}
