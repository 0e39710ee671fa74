package shomei.pages.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.Prompt;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shomei.domain.oidc.Client;
import shomei.domain.oidc.Clients;
import shomei.domain.oidc.Code;
import shomei.pages.visit.ReturnTo;
import shomei.pages.visit.Visit;
import shomei.web.http.HttpError;

/// Reads authorization requests and says what is wrong with them.
///
/// *Threat:* the code goes to a stranger, by an address or a way that is not the application's.
/// *Answer:* client and redirect URI are looked at before all else, and without both nobody is sent
/// anywhere; `code` by the query is the only way. *Threat:* the challenge is taken away, or made
/// one that its code gives away (`plain`; RFC 9700 §4.8). *Answer:* none but S256, always.
final class AuthorizationRequests {
  static final List<Prompt.Type> PROMPTS =
      List.of(Prompt.Type.NONE, Prompt.Type.LOGIN, Prompt.Type.CONSENT, Prompt.Type.SELECT_ACCOUNT);

  private final Clients clients;

  AuthorizationRequests(Clients clients) {
    this.clients = clients;
  }

  sealed interface Read {}

  /// What can be answered.
  record Asked(Client client, AuthenticationRequest request) implements Read {}

  /// What cannot.
  ///
  /// @param redirectUri of the client's
  record Refused(URI redirectUri, Optional<State> state, ErrorObject error) implements Read {}

  /// @throws HttpError 400 where nobody may be told but who sits there: there is no such client, or
  ///   the address is not its own
  Read read(Visit visit) {
    Map<String, List<String>> parameters = OAuthMessages.parameters(visit);
    Client client =
        OAuthMessages.one(parameters, "client_id")
            .flatMap(id -> clients.find(visit.institution().id(), id))
            .orElseThrow(() -> HttpError.of(400, "There is no such application."));
    URI redirectUri =
        OAuthMessages.one(parameters, "redirect_uri")
            .filter(client.redirectUris()::contains)
            .map(URI::create)
            .orElseThrow(() -> HttpError.of(400, "The address is not the application's."));
    Optional<State> state =
        OAuthMessages.one(parameters, "state").filter(text -> !text.isEmpty()).map(State::new);
    try {
      AuthenticationRequest request = AuthenticationRequest.parse(parameters);
      return wrong(request)
          .<Read>map(error -> new Refused(redirectUri, state, error))
          .orElseGet(() -> new Asked(client, request));
    } catch (ParseException broken) {
      return new Refused(
          redirectUri, state, OAuthMessages.error(broken, OAuth2Error.INVALID_REQUEST));
    }
  }

  private static Optional<ErrorObject> wrong(AuthenticationRequest request) {
    ResponseMode mode = request.getResponseMode();
    Nonce nonce = request.getNonce();
    if (request.getRequestObject() != null) {
      return Optional.of(OAuth2Error.REQUEST_NOT_SUPPORTED);
    }
    if (request.getRequestURI() != null) {
      return Optional.of(OAuth2Error.REQUEST_URI_NOT_SUPPORTED);
    }
    if (!request.getResponseType().equals(ResponseType.CODE)) {
      return Optional.of(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE);
    }
    if (mode != null && !mode.equals(ResponseMode.QUERY)) {
      return invalid("response_mode is not query");
    }
    if (request.getCodeChallenge() == null
        || !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())
        || !Code.isChallenge(request.getCodeChallenge().getValue())) {
      return invalid("a code_challenge by the code_challenge_method S256 is needed");
    }
    if (nonce != null && nonce.getValue().length() > Code.LONGEST_NONCE) {
      return invalid("the nonce is longer than " + Code.LONGEST_NONCE + " characters");
    }
    Prompt prompt = request.getPrompt();
    if (prompt != null && !Set.copyOf(PROMPTS).containsAll(prompt)) {
      return invalid("the prompt is not known");
    }
    return ReturnTo.fits(request.toQueryString())
        ? Optional.empty()
        : invalid("the request is too long");
  }

  private static Optional<ErrorObject> invalid(String why) {
    return Optional.of(OAuth2Error.INVALID_REQUEST.setDescription(why));
  }
}
