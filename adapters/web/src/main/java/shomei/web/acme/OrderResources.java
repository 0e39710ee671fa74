package shomei.web.acme;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import shomei.domain.ca.IssuingCa;
import shomei.domain.certificate.Certificate;
import shomei.domain.issuance.FinalizeOrder;
import shomei.domain.kernel.Octets;
import shomei.domain.order.Order;
import shomei.domain.order.OrderRequest;
import shomei.domain.order.PlaceOrder;
import shomei.domain.revocation.RevokeCertificate;
import shomei.protocol.certid.CertId;
import shomei.protocol.message.Revocation;
import shomei.web.http.Response;

/// Orders and what comes of them (RFC 8555 §7.4, §7.4.2, §7.6; RFC 9773 §5).
public final class OrderResources {
  /// Without parameters: some clients compare it as text (RFC 8555 §9.1).
  private static final String PEM_CHAIN = "application/pem-certificate-chain";

  private final PlaceOrder place;
  private final FinalizeOrder finalizeOrder;
  private final RevokeCertificate revoke;
  private final IssuingCa issuingCa;
  private final Responses responses;

  public OrderResources(
      PlaceOrder place,
      FinalizeOrder finalizeOrder,
      RevokeCertificate revoke,
      IssuingCa issuingCa,
      Responses responses) {
    this.place = place;
    this.finalizeOrder = finalizeOrder;
    this.revoke = revoke;
    this.issuingCa = issuingCa;
    this.responses = responses;
  }

  /// §7.4. An order that the account had placed before is answered as it was then: clients look for
  /// a 201.
  Response place(Call.ByAccount call) {
    var wanted = call.payload().read(shomei.protocol.message.NewOrder.class);
    OrderRequest order =
        new OrderRequest(
            wanted.identifiers().stream()
                .map(identifier -> new OrderRequest.Wanted(identifier.type(), identifier.value()))
                .toList(),
            Optional.ofNullable(wanted.profile()),
            Optional.ofNullable(wanted.notBefore()),
            Optional.ofNullable(wanted.notAfter()),
            Optional.ofNullable(wanted.replaces()).map(OrderResources::replaced));
    return responses.order(
        201, place.place(call.institution(), call.account(), order, call.origin()).order());
  }

  Response order(Call.Owned<Order> owned) {
    owned.call().payload().requireNone();
    return responses.order(200, owned.resource());
  }

  /// §7.4.
  Response finish(Call.Owned<Order> owned) {
    var wanted = owned.call().payload().read(shomei.protocol.message.FinalizeRequest.class);
    Octets csr = Octets.of(wanted.der());
    Call.ByAccount call = owned.call();
    return responses.order(
        200,
        finalizeOrder.finish(
            call.institution(), call.account(), owned.resource(), csr, call.origin()));
  }

  /// §7.4.2.
  Response certificate(Call.Owned<Certificate> owned) {
    owned.call().payload().requireNone();
    Certificate certificate = owned.resource();
    List<byte[]> chain = new ArrayList<>();
    chain.add(certificate.der().octets());
    issuingCa.chain(certificate.issuer()).forEach(der -> chain.add(der.octets()));
    return Response.of(200, PEM_CHAIN, Documents.pem(chain));
  }

  /// §7.6.
  Response revoke(Call call) {
    Revocation wanted = call.payload().read(Revocation.class);
    Octets der = Octets.of(wanted.der());
    Optional<Integer> reason = Optional.ofNullable(wanted.reason());
    switch (call) {
      case Call.ByAccount by -> revoke.byAccount(by.account(), der, reason, by.origin());
      case Call.ByKey by ->
          revoke.byKey(
              by.institution(), AccountKeys.spkiDigest(by.key()), der, reason, by.origin());
    }
    return Response.empty(200);
  }

  private static OrderRequest.Replaced replaced(String text) {
    CertId id = CertId.parse(text);
    return new OrderRequest.Replaced(OpenResources.authorityKeyId(id), id.serialNumber(), text);
  }
}
