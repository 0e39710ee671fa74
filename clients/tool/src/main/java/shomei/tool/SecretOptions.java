package shomei.tool;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shomei.tool.talk.Conversation.Sources;

/// Files that hold a PIN or password in their first line; `-` is standard input, for one of them.
final class SecretOptions {
  @Option(names = "--pin-file", paramLabel = "FILE")
  @Nullable String pin;

  @Option(names = "--password-file", paramLabel = "FILE")
  @Nullable String password;

  @Option(names = "--token-pin-file", paramLabel = "FILE")
  @Nullable String tokenPin;

  Sources sources(@Nullable String newPin, @Nullable String letterCode, NetworkOptions network) {
    return new Sources(pin, newPin, letterCode, password, tokenPin, network.proxyUser);
  }
}
