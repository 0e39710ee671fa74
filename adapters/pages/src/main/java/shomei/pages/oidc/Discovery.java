package shomei.pages.oidc;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.OIDCScopeValue;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// What applications read before anything else: the provider's metadata (OpenID Connect Discovery
/// 1.0 §3) and its keys.
final class Discovery {
  private final IdTokens idTokens;

  Discovery(IdTokens idTokens) {
    this.idTokens = idTokens;
  }

  Response metadata(Visit visit) {
    Endpoints at = Endpoints.of(visit.tenant());
    var metadata =
        new OIDCProviderMetadata(at.issuer(), List.of(SubjectType.PUBLIC), at.uri(Endpoints.KEYS));
    metadata.setAuthorizationEndpointURI(at.uri(Endpoints.AUTHORIZE));
    metadata.setTokenEndpointURI(at.uri(Endpoints.TOKEN));
    metadata.setUserInfoEndpointURI(at.uri(Endpoints.USER_INFO));
    metadata.setEndSessionEndpointURI(at.uri(Endpoints.END_SESSION));
    metadata.setScopes(new Scope(OIDCScopeValue.OPENID));
    metadata.setResponseTypes(List.of(ResponseType.CODE));
    metadata.setResponseModes(List.of(ResponseMode.QUERY));
    metadata.setGrantTypes(List.of(GrantType.AUTHORIZATION_CODE));
    metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
    metadata.setTokenEndpointAuthMethods(
        List.of(
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            ClientAuthenticationMethod.CLIENT_SECRET_POST,
            ClientAuthenticationMethod.NONE));
    metadata.setIDTokenJWSAlgs(List.of(IdTokens.ALGORITHM));
    metadata.setPromptTypes(AuthorizationRequests.PROMPTS);
    metadata.setACRs(List.of(IdTokens.CERTIFICATE));
    metadata.setClaims(
        List.of(
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "at_hash",
            "sid",
            "contract",
            "user",
            "role",
            "cnf"));
    metadata.setSupportsAuthorizationResponseIssuerParam(true);
    metadata.setSupportsClaimsParams(false);
    metadata.setSupportsRequestParam(false);
    metadata.setSupportsRequestURIParam(false);
    return json(metadata.toJSONObject().toJSONString());
  }

  Response keys(Visit visit) {
    return json(idTokens.published(visit.institution().id()).toString());
  }

  private static Response json(String text) {
    return Response.of(200, "application/json", text.getBytes(StandardCharsets.UTF_8))
        .with("Cache-Control", "public, max-age=300");
  }
}
