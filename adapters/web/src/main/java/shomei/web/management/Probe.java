package shomei.web.management;

/// Tells whether a part of the server is usable now.
@FunctionalInterface
public interface Probe {
  /// Tries the part, for real and cheaply; called at most once a second. What it throws counts as
  /// no.
  boolean usable();
}
