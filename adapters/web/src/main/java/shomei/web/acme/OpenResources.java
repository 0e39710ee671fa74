package shomei.web.acme;

import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Octets;
import shomei.domain.renewal.SuggestRenewal;
import shomei.web.exchange.Reply;
import shomei.protocol.certid.CertId;
import shomei.protocol.json.Base64Url;
import shomei.protocol.message.RenewalInfo;

/// What anybody may read: the directory (RFC 8555 §7.1.1) and renewal information (RFC 9773 §4).
final class OpenResources {
  private final Policies policies;
  private final SuggestRenewal renewals;
  private final Documents documents;

  OpenResources(Policies policies, SuggestRenewal renewals, Documents documents) {
    this.policies = policies;
    this.renewals = renewals;
    this.documents = documents;
  }

  Reply directory(Institution institution) {
    return Replies.json(200, documents.directory(institution.id(), policies.of(institution)));
  }

  Reply renewalInfo(Institution institution, String certId) {
    CertId id = CertId.parse(certId);
    SuggestRenewal.Suggestion suggestion =
        renewals.suggest(institution, authorityKeyId(id), id.serialNumber());
    RenewalInfo info =
        new RenewalInfo(
            new RenewalInfo.SuggestedWindow(suggestion.start(), suggestion.end()), null);
    return Replies.json(200, info).with("Retry-After", Problems.seconds(suggestion.retryAfter()));
  }

  static Octets authorityKeyId(CertId id) {
    return Octets.of(Base64Url.decode(id.authorityKeyIdentifier(), "certID"));
  }
}
