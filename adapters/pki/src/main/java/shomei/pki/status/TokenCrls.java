package shomei.pki.status;

import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.status.CrlSigner;
import shomei.pki.certificate.CaUrls;

/// CRLs (RFC 5280 §5), signed by the CAs' keys.
public final class TokenCrls implements CrlSigner {
  private final TokenAuthorities authorities;
  private final CaUrls urls;

  public TokenCrls(TokenAuthorities authorities, CaUrls urls) {
    this.authorities = authorities;
    this.urls = urls;
  }

  @Override
  public Octets sign(Head head, Entries entries) {
    Authority ca =
        authorities
            .findNew(head.shard().ca())
            .orElseThrow(
                () -> new Refusal(Reason.UNAVAILABLE, "there is no CA " + head.shard().ca()));
    CrlForm form = new CrlForm(ca);
    entries.forEach(form::add);
    return form.signed(head, urls.crl(head.shard()));
  }
}
