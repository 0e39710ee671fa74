package shomei.pages.place;

import java.util.List;
import java.util.Optional;

/// The places of all institutions that have pages. One is found by host and path together: where an
/// institution has hosts of its own, nobody else's pages are there.
public record Places(List<Place> all) {
  public Places {
    all = List.copyOf(all);
  }

  /// @param path what stands before the page's own: `/kita`, or nothing
  public Optional<Place> open(String host, String path) {
    return all.stream()
        .filter(place -> place.isOpenAt(host) && place.path().equals(path))
        .findFirst();
  }

  /// The same behind the certificate.
  public Optional<Place> signedIn(String host, String path) {
    return all.stream()
        .filter(place -> place.isSignedInAt(host) && place.path().equals(path))
        .findFirst();
  }
}
