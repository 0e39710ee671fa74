package shomei.tool;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the server is reached. What is left out is as it was the last time.
final class ConnectionOptions {
  @Option(names = "--ca", paramLabel = "FILE")
  @Nullable Path authorities;

  @Option(names = "--proxy", paramLabel = "HOST:PORT|none")
  @Nullable String proxy;

  @Option(names = "--proxy-user", paramLabel = "NAME")
  @Nullable String proxyUser;

  @Option(names = "--proxy-password-file", paramLabel = "FILE")
  @Nullable String proxyPasswordFile;
}
