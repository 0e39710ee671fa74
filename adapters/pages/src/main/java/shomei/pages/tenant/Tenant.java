package shomei.pages.tenant;

import java.net.URI;
import java.util.regex.Pattern;
import shomei.domain.kernel.InstitutionId;

/// An institution as its pages have it: where they are, and its colour.
///
/// @param open `https://host:port` of the pages that everybody sees
/// @param signedIn the same of those behind the certificate
/// @param freshHosts whether every login gets a host of its own, one label below that of `signedIn`
/// @param path what every address begins with: `/kita`, or nothing where both hosts are the
///   institution's own
/// @param accent colour, `#rrggbb`
public record Tenant(
    InstitutionId institution,
    URI open,
    URI signedIn,
    boolean freshHosts,
    String path,
    String accent) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]{8,32}");

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

  /// The address of an open page.
  ///
  /// @param page from `/`
  public String openPage(String page) {
    return open + path + page;
  }

  /// The address of a page behind the certificate.
  ///
  /// @param label of a fresh host; ignored where there are none
  public String signedInPage(String label, String page) {
    String host = freshHosts ? label + "." + signedIn.getHost() : signedIn.getHost();
    String port = signedIn.getPort() < 0 ? "" : ":" + signedIn.getPort();
    return "https://" + host + port + path + page;
  }
}
