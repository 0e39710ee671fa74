package shomei.tool;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shomei.tool.state.StateDirectory;

/// What every command takes. `--lang` and `--json` are looked at before the line is parsed, and are
/// here so that the parser knows them.
final class CommonOptions {
  @Option(names = "--state", paramLabel = "DIR")
  @Nullable Path state;

  @Option(names = "--lang", paramLabel = "ja|en")
  @Nullable String language;

  @Option(names = "--json")
  boolean json;

  StateDirectory state(Surroundings surroundings) {
    return new StateDirectory(
        state == null ? surroundings.home().resolve(".shomei") : state.toAbsolutePath());
  }
}
