package shomei.tool;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.sdk.HttpProxy;
import shomei.tool.talk.Conversation.Sources;
import shomei.tool.talk.SecretFiles;

/// How the server is reached. What is left out is as it was the last time.
final class NetworkOptions {
  @Option(names = "--ca", paramLabel = "FILE")
  @Nullable Path authorities;

  @Option(names = "--proxy", paramLabel = "HOST:PORT|none")
  @Nullable String proxy;

  @Option(names = "--proxy-user", paramLabel = "NAME")
  @Nullable String proxyUser;

  @Option(names = "--proxy-password-file", paramLabel = "FILE")
  @Nullable String proxyPasswordFile;

  ConnectionOptions read(ToolContext context, SecretFiles secrets) {
    Path file = authorities;
    String user = proxyUser;
    Optional<HttpProxy.Login> login =
        user == null
            ? Optional.empty()
            : secrets
                .read(proxyPasswordFile)
                .map(password -> new HttpProxy.Login(user, password.text()));
    return new ConnectionOptions(
        file == null ? null : file.toAbsolutePath().toString(),
        proxy,
        login,
        context.environment());
  }

  Sources sources() {
    return new Sources(null, null, null, null, null, proxyUser);
  }
}
