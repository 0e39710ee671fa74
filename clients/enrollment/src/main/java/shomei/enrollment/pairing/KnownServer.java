package shomei.enrollment.pairing;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.ServerName;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.state.ProfileSettings;

/// A server that may be spoken to, and how it is reached.
///
/// @param authorities as in [ProfileSettings]
/// @param proxy as in [ProfileSettings]
/// @param pages where its pages begin; absent: not known
public record KnownServer(
    ServerName name,
    URI directory,
    @Nullable String authorities,
    @Nullable String proxy,
    @Nullable URI pages) {

  static KnownServer of(Institutions.Institution one) {
    return new KnownServer(
        new ServerName(one.directory().getAuthority(), one.ja(), one.en()),
        one.directory(),
        one.authorities(),
        null,
        one.pages());
  }

  static KnownServer of(ProfileSettings profile) {
    return new KnownServer(
        new ServerName(profile.server().getAuthority(), null, null),
        profile.server(),
        profile.authorities(),
        profile.proxy(),
        null);
  }

  /// One that the person named.
  public static KnownServer stranger(URI directory) {
    return new KnownServer(
        new ServerName(directory.getAuthority(), null, null), directory, null, null, null);
  }

  /// Another institution of the same server.
  KnownServer at(URI other) {
    return other.equals(directory)
        ? this
        : new KnownServer(new ServerName(name.host(), null, null), other, authorities, proxy, null);
  }

  /// How it is reached, as profiles have it.
  public ProfileSettings settings(String subscriber, StoreLocation store) {
    return ProfileSettings.fresh(directory, subscriber, store).withConnection(authorities, proxy);
  }
}
