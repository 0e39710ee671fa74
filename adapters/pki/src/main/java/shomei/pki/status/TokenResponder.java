package shomei.pki.status;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;
import shomei.domain.Octets;
import shomei.domain.certificate.Serial;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.issuance.IssuerId;
import shomei.domain.refusal.Reason;
import shomei.domain.refusal.Refusal;
import shomei.domain.status.OcspSigner;
import shomei.pki.der.Encoded;
import shomei.pki.key.KeyKind;
import shomei.pki.key.Keys;
import shomei.pki.key.SignatureScheme;
import shomei.pki.key.Signer;
import shomei.pki.key.Software;

/// The OCSP responders, one for each issuing CA, which delegates to it (RFC 6960 §4.2.2.2).
///
/// A responder's key is made on the token at its first use, or by [#prepare], and stays. Its
/// certificate is good for thirty days; ten days before it ends each node has the CA sign another
/// for itself, and keeps it in memory, since it travels in every answer anyway.
public final class TokenResponder implements OcspSigner {
  private static final Duration VALIDITY = Duration.ofDays(30);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(10);

  private static final int UNKNOWN = 2;

  private final Keys keys;
  private final TokenAuthorities authorities;
  private final History history;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ReentrantLock certifying = new ReentrantLock();
  private final Map<IssuerId, Responder> responders = new ConcurrentHashMap<>();

  /// @param random cryptographically strong
  public TokenResponder(
      Keys keys,
      TokenAuthorities authorities,
      History history,
      InstantSource clock,
      RandomGenerator random) {
    this.keys = keys;
    this.authorities = authorities;
    this.history = history;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Octets sign(Statement statement) {
    Responder responder = responder(statement.ca());
    try {
      return signed(responder, statement);
    } catch (Refusal away) {
      forgetReplaced(statement.ca(), responder);
      throw away;
    }
  }

  /// Two nodes that make a CA's first responder at the same time may each put a key on the token:
  /// the one whose key was replaced takes the other's.
  private void forgetReplaced(IssuerId ca, Responder responder) {
    try {
      boolean there =
          keys.certificates(label(ca)).stream()
              .anyMatch(kept -> Software.publicKey(kept).equals(responder.signer().publicKey()));
      if (!there) {
        responders.remove(ca, responder);
      }
    } catch (Refusal away) {
      // It is looked for again when the next signature fails.
      return;
    }
  }

  /// Makes the responder of a CA ready to sign: its key, where there is none yet, and certificate.
  ///
  /// @throws Refusal UNAVAILABLE while the token is away
  public void prepare(IssuerId ca) {
    responder(ca);
  }

  private static Octets signed(Responder responder, Statement statement) {
    var produced = time(statement.producedAt());
    ASN1Encodable[] singles =
        statement.answers().stream()
            .map(
                one ->
                    new SingleResponse(
                        CertID.getInstance(one.certificateId().octets()),
                        status(one.fate()),
                        produced,
                        time(statement.nextUpdate()),
                        (Extensions) null))
            .toArray(ASN1Encodable[]::new);
    Extensions nonce =
        statement
            .nonce()
            .map(
                it ->
                    new Extensions(
                        new Extension(
                            OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                            false,
                            Encoded.der(new DEROctetString(it.octets())))))
            .orElse(null);
    var data = new ResponseData(responder.id(), produced, new DERSequence(singles), nonce);
    byte[] signature = responder.signer().sign(Encoded.der(data));
    var basic =
        new BasicOCSPResponse(
            data,
            responder.signer().scheme().identifier(),
            new DERBitString(signature),
            new DERSequence(responder.certificate()));
    return Octets.of(
        Encoded.der(
            new OCSPResponse(
                new OCSPResponseStatus(OCSPResponseStatus.SUCCESSFUL),
                new ResponseBytes(
                    OCSPObjectIdentifiers.id_pkix_ocsp_basic,
                    new DEROctetString(Encoded.der(basic))))));
  }

  private static CertStatus status(Fate fate) {
    return switch (fate) {
      case Fate.Good() -> new CertStatus();
      case Fate.Unknown() -> new CertStatus(UNKNOWN, DERNull.INSTANCE);
      case Fate.Revoked(var revocation) ->
          new CertStatus(
              new RevokedInfo(
                  time(revocation.at()),
                  revocation.reason().map(r -> CRLReason.lookup(r.code())).orElse(null)));
    };
  }

  private static DERGeneralizedTime time(Instant instant) {
    return new DERGeneralizedTime(Date.from(instant));
  }

  private Responder responder(IssuerId id) {
    Responder now = responders.get(id);
    if (now != null && lasts(now.notAfter())) {
      return now;
    }
    certifying.lock();
    try {
      Responder meanwhile = responders.get(id);
      if (meanwhile != null && lasts(meanwhile.notAfter())) {
        return meanwhile;
      }
      return certified(id, meanwhile);
    } finally {
      certifying.unlock();
    }
  }

  private boolean lasts(Instant notAfter) {
    return clock.instant().isBefore(notAfter.minus(RENEWED_BEFORE));
  }

  /// As long as the old certificate has not ended, it is better than none.
  private Responder certified(IssuerId id, @Nullable Responder old) {
    try {
      Authority ca =
          authorities
              .find(id)
              .orElseThrow(() -> new Refusal(Reason.UNAVAILABLE, "there is no CA " + id));
      Responder fresh = certified(ca);
      responders.put(id, fresh);
      return fresh;
    } catch (Refusal away) {
      if (old != null && clock.instant().isBefore(old.notAfter())) {
        return old;
      }
      throw away;
    }
  }

  private Responder certified(Authority ca) {
    String label = label(ca.id());
    List<X509Certificate> kept = keys.certificates(label);
    if (kept.isEmpty()) {
      kept = keys.create(label, kind(ca), (key, sign) -> List.of(certificate(ca, key)));
    }
    X509Certificate first = kept.getFirst();
    PublicKey key = Software.publicKey(first);
    X509Certificate certificate =
        lasts(first.getNotAfter().toInstant()) ? first : certificate(ca, key);
    return Responder.of(new Signer(keys, label, key), certificate);
  }

  private static String label(IssuerId ca) {
    return ca + "-ocsp";
  }

  /// Nothing is issued that is not written to the history.
  private X509Certificate certificate(Authority ca, PublicKey key) {
    Serial serial = Serial.draw(random);
    Instant now = clock.instant();
    history.add(
        new Entry(
            now,
            ca.institution().orElseThrow(),
            "system",
            Act.RESPONDER_CERTIFIED,
            "issuer:" + ca.id(),
            Map.of("serial", serial.hex())));
    return ResponderCertificate.sign(ca, key, serial, now, VALIDITY);
  }

  private static KeyKind kind(Authority ca) {
    return ca.signer().scheme() == SignatureScheme.RSA_SHA256 ? KeyKind.RSA2048 : KeyKind.P256;
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
