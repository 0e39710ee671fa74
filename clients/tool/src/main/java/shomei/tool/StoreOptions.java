package shomei.tool;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shomei.enrollment.StoreLocation;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;

/// Where the certificate goes.
final class StoreOptions {
  @Option(names = "--out", paramLabel = "FILE")
  @Nullable Path out;

  @Option(names = "--module", paramLabel = "LIBRARY")
  @Nullable Path module;

  @Option(names = "--token", paramLabel = "LABEL")
  @Nullable String token;

  /// The store that was named; empty where none was.
  Optional<StoreLocation> chosen() {
    if (module == null && token == null) {
      return Optional.ofNullable(out)
          .map(file -> StoreLocation.ofFile(file.toAbsolutePath().toString()));
    }
    if (module == null || token == null || out != null) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.storeOptions");
    }
    return Optional.of(StoreLocation.ofToken(module.toAbsolutePath().toString(), token));
  }
}
