package shomei.pki.status;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.domain.status.OcspRequests;
import shomei.pki.der.Encoded;
import shomei.pki.der.StrictDer;

/// Reads OCSP requests. A requestor's signature is let pass and not looked at (RFC 5019 §2.1.2 has
/// none).
///
/// *Threat:* a certificate that is asked for under ever other identifiers takes a signature each.
/// *Answer:* a hash function has no parameters but none or NULL, so there are four of each.
public final class OcspReader implements OcspRequests {
  private static final int LONGEST_NONCE = 128;

  /// The hash functions of certificate identifiers, and how Java calls them.
  private static final Map<ASN1ObjectIdentifier, String> HASHES =
      Map.of(OIWObjectIdentifiers.idSHA1, "SHA-1", NISTObjectIdentifiers.id_sha256, "SHA-256");

  private final TokenAuthorities authorities;
  private volatile Known known = new Known(Map.of(), Map.of());

  /// @param from what `byHashes` was computed from
  private record Known(Map<IssuerId, Authority> from, Map<Hashes, IssuerId> byHashes) {}

  private record Hashes(String function, Octets name, Octets key) {}

  public OcspReader(TokenAuthorities authorities) {
    this.authorities = authorities;
  }

  @Override
  public Optional<Question> read(Octets request) {
    byte[] der = request.octets();
    if (!StrictDer.is(der)) {
      return Optional.empty();
    }
    try {
      return read(OCSPRequest.getInstance(der).getTbsRequest());
    } catch (Refusal away) {
      throw away;
    } catch (RuntimeException notARequest) {
      // Danger: Bouncy Castle meets what it does not expect with many kinds of exceptions, casts
      // and array bounds among them.
      return Optional.empty();
    }
  }

  private Optional<Question> read(TBSRequest request) {
    ASN1Sequence list = request.getRequestList();
    if (list.size() == 0
        || list.size() > MOST
        || !request.getVersion().hasValue(0)
        || asksTheUnknown(request.getRequestExtensions())) {
      return Optional.empty();
    }
    List<Asked> asked = new ArrayList<>();
    for (ASN1Encodable one : list) {
      Request single = Request.getInstance(one);
      if (asksTheUnknown(single.getSingleRequestExtensions())) {
        return Optional.empty();
      }
      CertID id = single.getReqCert();
      asked.add(new Asked(Octets.of(Encoded.der(id)), issuer(id), id.getSerialNumber().getValue()));
    }
    Optional<Octets> nonce =
        Optional.ofNullable(request.getRequestExtensions())
            .map(all -> all.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
            .map(OcspReader::nonce);
    return nonce.filter(it -> it.length() == 0 || it.length() > LONGEST_NONCE).isPresent()
        ? Optional.empty()
        : Optional.of(new Question(asked, nonce));
  }

  private static Octets nonce(Extension extension) {
    return Octets.of(ASN1OctetString.getInstance(extension.getParsedValue()).getOctets());
  }

  private static boolean asksTheUnknown(@Nullable Extensions extensions) {
    if (extensions == null) {
      return false;
    }
    for (ASN1ObjectIdentifier critical : extensions.getCriticalExtensionOIDs()) {
      if (!critical.equals(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)) {
        return true;
      }
    }
    return false;
  }

  private Optional<IssuerId> issuer(CertID id) {
    ASN1Encodable parameters = id.getHashAlgorithm().getParameters();
    if (parameters != null && !DERNull.INSTANCE.equals(parameters)) {
      return Optional.empty();
    }
    return Optional.ofNullable(HASHES.get(id.getHashAlgorithm().getAlgorithm()))
        .map(
            function ->
                new Hashes(
                    function,
                    Octets.of(id.getIssuerNameHash().getOctets()),
                    Octets.of(id.getIssuerKeyHash().getOctets())))
        .flatMap(hashes -> Optional.ofNullable(byHashes().get(hashes)));
  }

  /// The issuing CAs; a root's certificates are told of by its CRL alone.
  private Map<Hashes, IssuerId> byHashes() {
    Map<IssuerId, Authority> now = authorities.known();
    Known last = known;
    if (last.from().keySet().equals(now.keySet())) {
      return last.byHashes();
    }
    Map<Hashes, IssuerId> byHashes = new HashMap<>();
    for (Authority ca : now.values()) {
      if (ca.institution().isPresent()) {
        for (String function : HASHES.values()) {
          byHashes.put(hashes(ca, function), ca.id());
        }
      }
    }
    known = new Known(now, byHashes);
    return byHashes;
  }

  private static Hashes hashes(Authority ca, String function) {
    try {
      MessageDigest digest = MessageDigest.getInstance(function);
      byte[] name = digest.digest(Encoded.der(ca.name()));
      byte[] key =
          digest.digest(ca.certificate().getSubjectPublicKeyInfo().getPublicKeyData().getOctets());
      return new Hashes(function, Octets.of(name), Octets.of(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
