package shomei.pages.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.nimbusds.openid.connect.sdk.UserInfoErrorResponse;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoSuccessResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import java.util.Base64;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.oidc.Identity;
import shomei.domain.oidc.TellIdentity;
import shomei.pages.visit.Visit;
import shomei.web.http.Response;

/// Tells an application again who is logged in, as long as somebody is (OpenID Connect Core §5.3).
final class UserInfoEndpoint {
  private final TellIdentity tell;

  UserInfoEndpoint(TellIdentity tell) {
    this.tell = tell;
  }

  Response answer(Visit visit) {
    try {
      UserInfoRequest request =
          UserInfoRequest.parse(
              OAuthMessages.request(visit, Endpoints.of(visit.tenant()).uri(Endpoints.USER_INFO)));
      byte[] token = Base64.getUrlDecoder().decode(request.getAccessToken().getValue());
      Identity identity = tell.tell(visit.institution().id(), Octets.of(token));
      UserInfo told = new UserInfo(new Subject(identity.subject().toString()));
      IdTokens.describe(identity).forEach(told::setClaim);
      return OAuthMessages.response(new UserInfoSuccessResponse(told).toHTTPResponse());
    } catch (ParseException | IllegalArgumentException unreadable) {
      return refused();
    } catch (Refusal refusal) {
      if (refusal.reason() != Reason.UNAUTHORIZED) {
        throw refusal;
      }
      return refused();
    }
  }

  private static Response refused() {
    return OAuthMessages.response(
        new UserInfoErrorResponse(BearerTokenError.INVALID_TOKEN).toHTTPResponse());
  }
}
