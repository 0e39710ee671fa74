package shomei.domain.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SingleLine;

/// Registers an application, and makes the institution's first signing key where there is none.
public final class RegisterClient {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
  private static final int LONGEST_URI = 400;
  private static final int SECRET_OCTETS = 32;

  private final Clients clients;
  private final SigningKeys keys;
  private final AddSigningKey addKey;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param random cryptographically strong: it draws secrets
  public RegisterClient(
      Clients clients,
      SigningKeys keys,
      AddSigningKey addKey,
      InstantSource clock,
      RandomGenerator random) {
    this.clients = clients;
    this.keys = keys;
    this.addKey = addKey;
    this.clock = clock;
    this.random = random;
  }

  /// What is registered.
  ///
  /// @param keepsSecret whether the application runs where nobody else reads its secret
  public record NewClient(
      String id,
      String name,
      List<String> redirectUris,
      List<String> postLogoutUris,
      boolean keepsSecret) {}

  /// @param secret told this once
  public record Registered(Client client, Optional<String> secret) {
    @Override
    public String toString() {
      return "Registered[" + client.id() + "]";
    }
  }

  /// *Threat:* a copy of the database. *Answer:* it has no secret: that is 256 random bits, kept as
  /// its digest.
  ///
  /// @throws Refusal MALFORMED where the id is taken or of another form, or an address is none with
  ///   `https`, or has a fragment (RFC 6749 §3.1.2)
  public Registered register(InstitutionId institution, NewClient wanted, Actor operator) {
    if (!ID.matcher(wanted.id()).matches()) {
      throw malformed("a client's id has 1 to 60 letters, digits, dots, dashes or low lines");
    }
    SingleLine.require("a client's name", wanted.name(), 60);
    if (wanted.redirectUris().isEmpty()) {
      throw malformed("a client has at least one redirect URI");
    }
    wanted.redirectUris().forEach(RegisterClient::requireUri);
    wanted.postLogoutUris().forEach(RegisterClient::requireUri);
    if (keys.of(institution).isEmpty()) {
      addKey.add(institution, operator);
    }
    Instant now = clock.instant();
    Optional<String> secret = wanted.keepsSecret() ? Optional.of(secret()) : Optional.empty();
    Client client =
        new Client(
            institution,
            wanted.id(),
            wanted.name(),
            wanted.redirectUris(),
            wanted.postLogoutUris(),
            secret.map(RegisterClient::digest),
            now);
    if (!clients.add(client, entry(client, operator))) {
      throw malformed("there is a client " + client.id() + " already");
    }
    return new Registered(client, secret);
  }

  private static Entry entry(Client client, Actor operator) {
    Map<String, String> details = new TreeMap<>();
    details.put("redirectUris", String.join(" ", client.redirectUris()));
    if (!client.postLogoutUris().isEmpty()) {
      details.put("postLogoutUris", String.join(" ", client.postLogoutUris()));
    }
    details.put("secret", client.isPublic() ? "none" : "kept");
    return new Entry(
        client.added(),
        client.institution(),
        operator,
        Act.OIDC_CLIENT_ADDED,
        "oidc-client:" + client.id(),
        details);
  }

  static Octets digest(String secret) {
    return Octets.of(secret.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  private String secret() {
    byte[] drawn = new byte[SECRET_OCTETS];
    String secret;
    do {
      random.nextBytes(drawn);
      secret = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    } while (secret.startsWith("-")); // a command line would take it for an option
    return secret;
  }

  private static void requireUri(String text) {
    try {
      URI uri = new URI(text);
      boolean good =
          text.length() <= LONGEST_URI
              && text.equals(uri.toASCIIString())
              && "https".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null;
      if (good) {
        return;
      }
    } catch (URISyntaxException unreadable) {
      // told below
    }
    throw malformed(
        "%s is not https://host/path without user and fragment, of %d characters at most"
            .formatted(text, LONGEST_URI));
  }

  private static Refusal malformed(String detail) {
    return new Refusal(Reason.MALFORMED, detail);
  }
}
