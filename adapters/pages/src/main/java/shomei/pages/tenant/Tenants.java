package shomei.pages.tenant;

import java.util.List;
import java.util.Optional;

/// All institutions that have pages. One is found by host and path together: where an institution
/// has hosts of its own, nobody else's pages are there.
public record Tenants(List<Tenant> all) {
  public Tenants {
    all = List.copyOf(all);
  }

  /// @param path what stands before the page's own: `/kita`, or nothing
  public Optional<Tenant> open(String host, String path) {
    return all.stream()
        .filter(tenant -> tenant.isOpenAt(host) && tenant.path().equals(path))
        .findFirst();
  }

  /// The same behind the certificate.
  public Optional<Tenant> signedIn(String host, String path) {
    return all.stream()
        .filter(tenant -> tenant.isSignedInAt(host) && tenant.path().equals(path))
        .findFirst();
  }
}
