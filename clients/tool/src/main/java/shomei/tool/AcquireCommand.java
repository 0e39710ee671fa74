package shomei.tool;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.enrollment.KeyType;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.engine.EnrollmentOptions;
import shomei.enrollment.engine.EnrollmentType;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.ProfileSettings;
import shomei.enrollment.state.StateDirectory;
import shomei.protocol.jws.MacAlgorithm;
import shomei.sdk.ExternalAccount;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.SecretFiles;
import shomei.tool.talk.Texts;

/// `shomei acquire`.
@Command(name = "acquire", mixinStandardHelpOptions = true)
final class AcquireCommand implements Callable<Integer> {
  private final ToolContext context;
  private final Texts texts;
  private final Output output;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final SubscriberOptions subscriber = new SubscriberOptions();
  @Mixin private final NetworkOptions network = new NetworkOptions();
  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final SecretOptions secrets = new SecretOptions();

  @Option(names = "--new-pin-file", paramLabel = "FILE")
  @Nullable String newPin;

  @Option(names = "--letter-code-file", paramLabel = "FILE")
  @Nullable String letterCode;

  @Option(names = "--key-type", paramLabel = "TYPE", defaultValue = "p256")
  KeyType keyType = KeyType.P256;

  @Option(names = "--profile", paramLabel = "NAME")
  @Nullable String certificateProfile;

  @Option(names = "--eab-kid", paramLabel = "ID")
  @Nullable String bindingKid;

  @Option(names = "--eab-key-file", paramLabel = "FILE")
  @Nullable String bindingKeyFile;

  AcquireCommand(ToolContext context, Texts texts, Output output) {
    this.context = context;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    Run run = new Run(context, texts, output, network);
    run.greet();
    StateDirectory state = common.state(context);
    SubscriberOptions.Named named = subscriber.one(state);
    Optional<StoreLocation> chosen = store.chosen(context.computer());
    EnrollmentOptions options =
        new EnrollmentOptions(keyType, certificateProfile, binding(run.secrets));
    state.holding(
        () -> {
          Profile profile =
              state.open(
                  named.server(), named.subscriber(), folder -> fresh(named, chosen, folder));
          run.enroll(
              EnrollmentType.ACQUIRE,
              profile,
              chosen,
              options,
              secrets.sources(newPin, letterCode, network));
        });
    return ExitCode.OK.number();
  }

  private static ProfileSettings fresh(
      SubscriberOptions.Named named, Optional<StoreLocation> chosen, Path folder) {
    return ProfileSettings.fresh(
        named.server(),
        named.subscriber(),
        chosen.orElse(StoreLocation.ofFile(folder.resolve("certificate.p12").toString())));
  }

  private Optional<ExternalAccount> binding(SecretFiles files) {
    if (bindingKid == null && bindingKeyFile == null) {
      return Optional.empty();
    }
    if (bindingKid == null || bindingKeyFile == null) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.missing", "--eab-kid, --eab-key-file");
    }
    String key = files.read(bindingKeyFile).orElseThrow().text();
    try {
      byte[] octets = Base64.getUrlDecoder().decode(key);
      if (octets.length < MacAlgorithm.HS256.minKeyOctets()) {
        throw ToolFailure.of(ExitCode.USAGE, "fail.bindingKey", bindingKeyFile);
      }
      return Optional.of(new ExternalAccount(bindingKid, MacAlgorithm.HS256, octets));
    } catch (IllegalArgumentException notBase64) {
      throw ToolFailure.because(notBase64, ExitCode.USAGE, "fail.bindingKey", bindingKeyFile);
    }
  }
}
