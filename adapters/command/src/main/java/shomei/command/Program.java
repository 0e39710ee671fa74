package shomei.command;

import java.io.InputStream;
import java.util.List;
import shomei.domain.evidence.CheckpointReader;
import shomei.settings.Config;
import shomei.settings.binding.Faulty;

/// The server program, which the commands are part of.
public interface Program {
  /// Opens what commands work on. Whoever opens it closes it.
  ///
  /// @throws Faulty where a policy cannot be used
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE where the database or the token cannot be
  ///   used
  Backend open(Config config) throws Faulty;

  /// Serves until closed.
  ///
  /// @throws Faulty where a policy cannot be used
  /// @throws shomei.domain.kernel.Refusal UNAVAILABLE with everything that keeps it from serving
  AutoCloseable serve(Config config) throws Faulty;

  /// Checks the files that the configuration names, and opens nothing.
  ///
  /// @return what is not as somebody meant it, but keeps nothing from starting
  /// @throws Faulty with everything that is wrong
  List<String> check(Config config) throws Faulty;

  /// Looks at all that a server needs, and changes nothing. What cannot be looked at is a finding
  /// too.
  List<Finding> examine(Config config);

  /// Reads the checkpoints of an exported history.
  ///
  /// @param roots the certificates that are trusted, in PEM
  /// @throws IllegalArgumentException where there are none
  CheckpointReader checkpoints(InputStream roots);
}
