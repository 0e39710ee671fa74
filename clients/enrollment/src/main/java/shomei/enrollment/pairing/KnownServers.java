package shomei.enrollment.pairing;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.enrollment.Decision;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.UserInterface;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.StateDirectory;

/// Which servers are trusted: those that came with the program, and those of a profile. About any
/// other the person is asked.
public final class KnownServers {
  private final Institutions installed;
  private final StateDirectory state;

  public KnownServers(Institutions installed, StateDirectory state) {
    this.installed = installed;
    this.state = state;
  }

  /// Those that came with the program first.
  public List<KnownServer> all() {
    Map<URI, KnownServer> all = new LinkedHashMap<>();
    for (Institutions.Institution one : installed.institutions()) {
      all.put(one.directory(), KnownServer.of(one));
    }
    for (Profile profile : state.profiles()) {
      all.putIfAbsent(profile.settings().server(), KnownServer.of(profile.settings()));
    }
    return new ArrayList<>(all.values());
  }

  /// The institution, or another of the same host and port.
  public Optional<KnownServer> find(URI directory) {
    List<KnownServer> all = all();
    return all.stream()
        .filter(one -> one.directory().equals(directory))
        .findFirst()
        .or(
            () ->
                all.stream()
                    .filter(one -> one.name().host().equals(directory.getAuthority()))
                    .findFirst())
        .map(one -> one.at(directory));
  }

  /// @throws EnrollmentException [Failure.HostRefused] where the person does not trust it
  public KnownServer require(URI directory, UserInterface person) {
    return find(directory)
        .orElseGet(
            () -> {
              String host = directory.getAuthority();
              if (!person.decide(new Decision.TrustHost(host))) {
                throw new EnrollmentException(new Failure.HostRefused(host));
              }
              return KnownServer.stranger(directory);
            });
  }
}
