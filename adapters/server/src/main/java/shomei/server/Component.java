package shomei.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import shomei.web.WebServer.Served;
import shomei.web.management.Probe;

/// A part of what the server does. It takes what it needs from the [Adapters] and says what it
/// brings; the [Server] joins the lists and knows no more of it.
///
/// A component is built before anything is served; what it opens it closes.
interface Component extends AutoCloseable {
  /// The sites, each with its listener.
  default List<Served> sites() {
    return List.of();
  }

  /// What comes round again and again.
  default List<Job> jobs() {
    return List.of();
  }

  /// What a node cannot serve without, by the name that `/readyz` tells.
  default Map<String, Probe> probes() {
    return Map.of();
  }

  /// What must be looked after although the node serves, by name; the probe tells whether all is
  /// well.
  default Map<String, Probe> alarms() {
    return Map.of();
  }

  /// Does what must be done before anybody can ask.
  ///
  /// @throws Unavailable where the server cannot start without it
  default void begin() {}

  @Override
  default void close() throws IOException {}
}
