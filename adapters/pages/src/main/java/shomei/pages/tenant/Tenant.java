package shomei.pages.tenant;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import shomei.domain.kernel.InstitutionId;
import shomei.pages.text.Language;

/// An institution as its pages have it: where they are, its colour and its words.
///
/// @param open `https://host:port` of the pages that everybody sees
/// @param signedIn the same of those behind the certificate
/// @param freshHosts whether every login gets a host of its own, one label below that of `signedIn`
/// @param path what every address begins with: `/kita`, or nothing where both hosts are the
///   institution's own
/// @param accent colour, `#rrggbb`
/// @param downloads whether the client app is handed out here
/// @param words in each language
public record Tenant(
    InstitutionId institution,
    URI open,
    URI signedIn,
    boolean freshHosts,
    String path,
    String accent,
    boolean downloads,
    Map<Language, Words> words) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]{8,32}");

  public Tenant {
    words = Map.copyOf(words);
  }

  /// What an institution says itself.
  ///
  /// @param notice at the entrance, such as its service hours
  /// @param contact whom to ask
  public record Words(Optional<String> notice, Optional<String> contact) {
    static final Words NONE = new Words(Optional.empty(), Optional.empty());
  }

  public Words words(Language language) {
    return words.getOrDefault(language, Words.NONE);
  }

  /// Whether nobody else's pages are at its hosts.
  boolean hasOwnHosts() {
    return path.isEmpty();
  }

  /// Whether a request to `host` is for the open pages.
  boolean isOpenAt(String host) {
    return open.getHost().equals(host);
  }

  /// Whether a request to `host` is for the pages behind the certificate.
  boolean isSignedInAt(String host) {
    String base = signedIn.getHost();
    return host.equals(base)
        || freshHosts
            && host.endsWith("." + base)
            && LABEL.matcher(host.substring(0, host.length() - base.length() - 1)).matches();
  }

  /// Whether it could be the label of a fresh host.
  public boolean isLabel(String text) {
    return freshHosts && LABEL.matcher(text).matches();
  }

  /// The address of an open page.
  ///
  /// @param page from `/`
  public String openPage(String page) {
    return open + path + page;
  }

  /// The address of the page that hands out the client app, where there is one.
  public Optional<String> downloadPage() {
    return downloads ? Optional.of(openPage("/download")) : Optional.empty();
  }

  /// The address of a page behind the certificate.
  ///
  /// @param label of a fresh host, or empty for the one above them; ignored where there are none
  public String signedInPage(String label, String page) {
    String host =
        freshHosts && !label.isEmpty() ? label + "." + signedIn.getHost() : signedIn.getHost();
    String port = signedIn.getPort() < 0 ? "" : ":" + signedIn.getPort();
    return "https://" + host + port + path + page;
  }
}
