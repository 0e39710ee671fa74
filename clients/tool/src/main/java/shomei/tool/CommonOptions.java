package shomei.tool;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shomei.enrollment.state.StateDirectory;

/// What every command takes. `--lang` and `--json` are looked at before the line is parsed, and are
/// here so that the parser knows them.
final class CommonOptions {
  @Option(names = "--state", paramLabel = "DIR")
  @Nullable Path state;

  @Option(names = "--lang", paramLabel = "ja|en")
  @Nullable String language;

  @Option(names = "--json")
  boolean json;

  StateDirectory state(ToolContext context) {
    return new StateDirectory(
        state == null ? context.home().resolve(".shomei") : state.toAbsolutePath());
  }
}
