package shomei.pages.oidc;

import com.nimbusds.oauth2.sdk.id.Issuer;
import java.net.URI;
import shomei.pages.tenant.Tenant;

/// Where an institution's provider is: below its issuer, at the host of the pages that everybody
/// sees. There no browser is asked for a certificate, and no application either; only what needs
/// the session is at the host where that is.
///
/// *Threat:* mix-up: an application that knows several providers takes one's code to another (RFC
/// 9700 §4.4). *Answer:* each institution is an issuer of its own, and every answer names it (RFC
/// 9207).
record Endpoints(Issuer issuer) {
  static final String AUTHORIZE = "/authorize";
  static final String RESUME = "/authorize/resume";
  static final String TOKEN = "/token";
  static final String USER_INFO = "/userinfo";
  static final String KEYS = "/oidc/keys";
  static final String END_SESSION = "/end-session";

  static Endpoints of(Tenant tenant) {
    return new Endpoints(new Issuer(tenant.open() + tenant.path()));
  }

  URI uri(String path) {
    return URI.create(issuer.getValue() + path);
  }
}
