package shomei.web.acme;

import java.net.URI;
import java.util.Optional;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.kernel.Octets;
import shomei.domain.renewal.SuggestRenewal;
import shomei.protocol.certid.CertId;
import shomei.protocol.json.Base64Url;
import shomei.protocol.message.RenewalInfo;
import shomei.web.http.HttpError;
import shomei.web.http.Response;

/// What anybody may read: the directory (RFC 8555 §7.1.1) and renewal information (RFC 9773 §4).
public final class OpenResources {
  private final Policies policies;
  private final SuggestRenewal renewals;
  private final Responses responses;

  public OpenResources(Policies policies, SuggestRenewal renewals, Responses responses) {
    this.policies = policies;
    this.renewals = renewals;
    this.responses = responses;
  }

  Response directory(Institution institution) {
    return responses.directory(institution, policies.of(institution));
  }

  /// What an account must agree to, where there is something.
  Optional<URI> terms(Institution institution) {
    return policies.of(institution).ordering().termsOfService().map(URI::create);
  }

  Response renewalInfo(Institution institution, String certId) {
    CertId id = CertId.parse(certId);
    SuggestRenewal.Suggestion suggestion =
        renewals.suggest(institution, authorityKeyId(id), id.serialNumber());
    RenewalInfo info =
        new RenewalInfo(
            new RenewalInfo.SuggestedWindow(suggestion.start(), suggestion.end()), null);
    return Response.json(200, info).with("Retry-After", HttpError.seconds(suggestion.retryAfter()));
  }

  static Octets authorityKeyId(CertId id) {
    return Octets.of(Base64Url.decode(id.authorityKeyIdentifier(), "certID"));
  }
}
