package shomei.load.work;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import shomei.load.wire.OperationFailure;
import shomei.load.wire.SimulatedClient;

/// Asks an OCSP responder by POST (RFC 6960 Appendix A) for one certificate after the other.
public final class Ocsp implements Workload {
  private static final String REQUEST = "application/ocsp-request";
  private static final int NONCE_OCTETS = 32;

  /// ENUMERATED with the value successful, in OCSPResponse (RFC 6960 §4.2.1).
  private static final byte[] SUCCESSFUL = {0x0a, 0x01, 0x00};

  private final URI responder;
  private final List<CertificateID> certificates;
  private final List<byte[]> requests;
  private final boolean nonces;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger turn = new AtomicInteger();

  /// @param serials in hexadecimal
  /// @param nonces whether each request has a nonce, so that no answer made before will do
  public Ocsp(URI responder, X509Certificate issuer, List<String> serials, boolean nonces) {
    if (serials.isEmpty()) {
      throw new IllegalArgumentException("there is no serial number to ask for");
    }
    this.responder = responder;
    this.nonces = nonces;
    this.certificates = serials.stream().map(serial -> id(issuer, serial)).toList();
    this.requests = certificates.stream().map(id -> request(id, false)).toList();
  }

  @Override
  public String run(SimulatedClient client) throws IOException, OperationFailure {
    int next = Math.floorMod(turn.getAndIncrement(), requests.size());
    byte[] request = nonces ? request(certificates.get(next), true) : requests.get(next);
    byte[] answer = client.post(responder, REQUEST, request);
    if (!successful(answer)) {
      throw new OperationFailure("ocsp", "not a successful answer");
    }
    return "ocsp";
  }

  /// The status stands first in the outer sequence.
  private static boolean successful(byte[] answer) {
    if (answer.length < 2 + SUCCESSFUL.length) {
      return false;
    }
    int at = 2 + (answer[1] < 0 ? answer[1] & 0x7f : 0);
    for (int i = 0; i < SUCCESSFUL.length; i++) {
      if (at + i >= answer.length || answer[at + i] != SUCCESSFUL[i]) {
        return false;
      }
    }
    return true;
  }

  private static CertificateID id(X509Certificate issuer, String serial) {
    try {
      return new CertificateID(
          new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1),
          new JcaX509CertificateHolder(issuer),
          new BigInteger(serial, 16));
    } catch (OCSPException
        | OperatorCreationException
        | java.security.cert.CertificateEncodingException fault) {
      throw new IllegalArgumentException("cannot be asked for: " + serial, fault);
    }
  }

  private byte[] request(CertificateID id, boolean withNonce) {
    try {
      OCSPReqBuilder builder = new OCSPReqBuilder().addRequest(id);
      if (withNonce) {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        builder.setRequestExtensions(
            new Extensions(
                new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                    false,
                    new DEROctetString(nonce).getEncoded())));
      }
      return builder.build().getEncoded();
    } catch (OCSPException | IOException fault) {
      throw new IllegalStateException("an OCSP request cannot be made", fault);
    }
  }
}
