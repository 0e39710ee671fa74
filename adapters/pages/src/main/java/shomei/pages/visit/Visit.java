package shomei.pages.visit;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;
import shomei.pages.tenant.Tenant;
import shomei.pages.text.Language;
import shomei.pages.text.Preferences;
import shomei.pages.text.TextSize;
import shomei.pages.text.Texts;
import shomei.web.http.HttpError;
import shomei.web.http.Request;

/// A request as a page sees it.
///
/// @param host that the request was sent to, without its port, one that is ours
public record Visit(
    Request request, Tenant tenant, Institution institution, String host, Preferences preferences) {
  private static final String FORM = "application/x-www-form-urlencoded";

  public Texts texts() {
    return Texts.in(preferences.language());
  }

  /// What the bank is called in the reader's language.
  public String bank() {
    return switch (preferences.language()) {
      case JA -> institution.nameJa();
      case EN -> institution.nameEn();
    };
  }

  /// What the bank says itself, in the reader's language.
  public Tenant.Words words() {
    return tenant.words(preferences.language());
  }

  /// SHA-256 over the certificate whose key the browser has proven to have.
  public Optional<Octets> certificate() {
    return request.clientCertificate().map(Octets::sha256);
  }

  /// As the history keeps it.
  public Origin origin() {
    return new Origin.Request(request.address(), request.id());
  }

  public Map<String, String> query() {
    return asked().first();
  }

  /// What stands behind the question mark.
  public Fields asked() {
    return Fields.of(request.query().orElse(""));
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query().get(name));
  }

  /// The fields of a form, the first value of each.
  ///
  /// @throws HttpError as [#submitted]
  public Map<String, String> form() {
    return submitted().first();
  }

  /// Where the login that this request belongs to goes on.
  public ReturnTo returnTo() {
    Fields fields = request.isPost() ? submitted() : asked();
    return ReturnTo.of(fields.text(ReturnTo.FIELD));
  }

  /// The fields of a form that came from one of our own pages at this very host.
  ///
  /// *Threat:* a page of somebody else sends a form in the reader's name. *Answer:* browsers tell
  /// with every POST from where it comes. Other labels of the same domain are strangers too, though
  /// they are one site to `SameSite`.
  ///
  /// @throws HttpError 403 where it came from elsewhere, 415 where it is no form
  public Fields submitted() {
    Optional<String> site = request.header("sec-fetch-site");
    String own = "https://" + request.header("host").orElse("");
    if (!request.header("origin").equals(Optional.of(own))
        || site.isPresent() && !site.get().equals("same-origin")) {
      throw HttpError.of(403, "The form did not come from this page.");
    }
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.equals(FORM) && !type.startsWith(FORM + ";")) {
      throw HttpError.of(415, "This is no form.");
    }
    return Fields.of(new String(request.body().octets(), StandardCharsets.UTF_8));
  }

  /// The same for whoever has no institution yet: an error may come before.
  public static Preferences preferences(Request request) {
    Map<String, String> cookies = cookies(request);
    return new Preferences(
        Optional.ofNullable(cookies.get(Cookies.LANGUAGE))
            .flatMap(Language::of)
            .orElseGet(() -> Language.preferred(request.header("accept-language").orElse(""))),
        Optional.ofNullable(cookies.get(Cookies.SIZE))
            .flatMap(TextSize::of)
            .orElse(TextSize.MEDIUM));
  }

  public Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies(request).get(name));
  }

  /// The names of the cookies that begin so.
  public List<String> cookieNames(String beginning) {
    return cookies(request).keySet().stream().filter(name -> name.startsWith(beginning)).toList();
  }

  private static Map<String, String> cookies(Request request) {
    // several header lines were joined by a comma, which no value of ours has
    String all = request.header("cookie").orElse("").replace(", ", "; ");
    return ServerCookieDecoder.LAX.decode(all).stream()
        .collect(Collectors.toMap(Cookie::name, Cookie::value, (first, second) -> first));
  }
}
