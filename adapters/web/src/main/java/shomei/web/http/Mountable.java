package shomei.web.http;

/// A site, or the part of one that a use case is reached by.
@FunctionalInterface
public interface Mountable {
  /// Adds its routes; called once for each event loop.
  void mount(Routes routes);
}
