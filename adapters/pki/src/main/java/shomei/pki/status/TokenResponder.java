package shomei.pki.status;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
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
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import shomei.domain.history.History;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.status.OcspSigner;
import shomei.pki.der.Encoded;
import shomei.pki.key.CryptoToken;

/// The OCSP responders, one for each issuing CA, which delegates to it (RFC 6960 §4.2.2.2). A
/// responder's certificate travels in every answer.
public final class TokenResponder implements OcspSigner {
  private static final int UNKNOWN = 2;

  private final Delegates delegates;

  /// @param random cryptographically strong
  public TokenResponder(
      CryptoToken keys,
      TokenAuthorities authorities,
      History history,
      InstantSource clock,
      RandomGenerator random) {
    this.delegates = new Delegates(Purpose.OCSP, keys, authorities, history, clock, random);
  }

  @Override
  public Octets sign(Statement statement) {
    return delegates.sign(statement.ca(), responder -> signed(responder, statement));
  }

  /// Makes the responder of a CA ready to sign.
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away
  public void prepare(IssuerId ca) {
    delegates.prepare(ca);
  }

  /// Has the responders that this node has used certified anew where their time has come
  /// ([Delegates#renew]).
  ///
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE while the token is away and one has ended
  public void renew() {
    delegates.renew();
  }

  /// When the certificates of the responders end that this node has used.
  public Map<IssuerId, Instant> ends() {
    return delegates.ends();
  }

  private static Octets signed(Delegate responder, Statement statement) {
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
    var data = new ResponseData(id(responder), produced, new DERSequence(singles), nonce);
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

  /// By the key's SHA-1 (RFC 6960 §4.2.1), which is as short as can be.
  private static ResponderID id(Delegate responder) {
    try {
      byte[] key = responder.certificate().getSubjectPublicKeyInfo().getPublicKeyData().getOctets();
      return new ResponderID(new DEROctetString(MessageDigest.getInstance("SHA-1").digest(key)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
