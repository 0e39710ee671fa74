package shomei.domain.contract;

import org.junit.jupiter.api.BeforeEach;

/// A port's contract as tests. An adapter extends each with a way to open its ports.
public abstract class PortContract {
  /// The ports over a store that is empty, and will be asked for once before each test.
  protected abstract Ports openEmpty();

  Ports ports;
  Given given;

  @BeforeEach
  final void open() {
    ports = openEmpty();
    given = new Given(ports);
  }
}
