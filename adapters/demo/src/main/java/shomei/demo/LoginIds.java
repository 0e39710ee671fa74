package shomei.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import shomei.domain.subscriber.BankAccount;
import shomei.settings.Config;

/// What people do in a browser who acquire their login ID: they fill in the two forms of the page
/// O9, with what the bank or their administrator wrote to them.
final class LoginIds {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Home home;
  private final Config config;
  private final Consumer<String> say;

  LoginIds(Home home, Config config, Consumer<String> say) {
    this.home = home;
    this.config = config;
    this.say = say;
  }

  /// @return false where the page did not end with the login ID
  boolean acquire(Bank bank, Bank.Person person) throws IOException, InterruptedException {
    if (config.pages().isEmpty()) {
      say.accept("without pages nobody acquires a login ID");
      return false;
    }
    URI origin = config.pages().get().publicUrl();
    String page = origin + "/" + bank.institution().id() + "/firstlogin";
    try (HttpClient browser = HttpClient.newBuilder().sslContext(trusting()).build()) {
      Map<String, String> prove = hidden(send(browser, HttpRequest.newBuilder(URI.create(page))));
      prove.putAll(reference(bank, person));
      prove.put("login", Counter.TEMPORARY_PIN);
      prove.put("confirmation", Counter.TEMPORARY_CONFIRMATION_PIN);
      Map<String, String> setUp = hidden(send(browser, post(origin, page, prove)));
      setUp.put("name", person.name());
      setUp.put("mail", person.mail());
      setUp.put("mail-repeated", person.mail());
      setUp.put("login", Counter.CHOSEN_PIN);
      setUp.put("login-repeated", Counter.CHOSEN_PIN);
      setUp.put("confirmation", Counter.CONFIRMATION_PIN);
      setUp.put("confirmation-repeated", Counter.CONFIRMATION_PIN);
      HttpResponse<String> done = send(browser, post(origin, page + "/setup", setUp));
      boolean acquired = done.statusCode() == 200;
      say.accept(
          "%s %s the login ID at %s"
              .formatted(bank.seat(person), acquired ? "acquired" : "did not get", page));
      return acquired;
    }
  }

  private static Map<String, String> reference(Bank bank, Bank.Person person) {
    BankAccount account = bank.account().orElseThrow();
    return person
        .userId()
        .map(user -> Map.of("for", "user", "login-id", bank.contractId() + user))
        .orElseGet(
            () ->
                Map.of(
                    "branch", account.branch(),
                    "account-kind", account.kind().name().toLowerCase(Locale.ROOT),
                    "account-number", account.number()));
  }

  private static Map<String, String> hidden(HttpResponse<String> page) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = HIDDEN.matcher(page.body());
    while (field.find()) {
      fields.put(field.group(1), field.group(2));
    }
    return fields;
  }

  private static HttpRequest.Builder post(URI origin, String page, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(URI.create(page))
        .header("Origin", origin.toString())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return browser.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
  }

  private SSLContext trusting() throws IOException {
    try (var in = Files.newInputStream(home.webAuthority())) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "web", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the web server's CA cannot be read", e);
    }
  }
}
