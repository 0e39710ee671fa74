package shomei.tool;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.protocol.jws.MacAlgorithm;
import shomei.sdk.ExternalAccount;
import shomei.tool.enrollment.Act;
import shomei.tool.enrollment.Wishes;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.state.Profile;
import shomei.tool.state.ProfileFacts.StoreFacts;
import shomei.tool.state.ProfileFacts;
import shomei.tool.state.StateDirectory;
import shomei.tool.store.KeyType;
import shomei.tool.talk.Texts;

/// `shomei acquire`.
@Command(name = "acquire", mixinStandardHelpOptions = true)
final class AcquireCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Texts texts;
  private final Output output;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final WhoOptions who = new WhoOptions();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();
  @Mixin private final StoreOptions store = new StoreOptions();
  @Mixin private final SecretOptions secrets = new SecretOptions();

  @Option(names = "--new-pin-file", paramLabel = "FILE")
  @Nullable String newPin;

  @Option(names = "--key-type", paramLabel = "TYPE", defaultValue = "p256")
  KeyType keyType = KeyType.P256;

  @Option(names = "--profile", paramLabel = "NAME")
  @Nullable String certificateProfile;

  @Option(names = "--eab-kid", paramLabel = "ID")
  @Nullable String bindingKid;

  @Option(names = "--eab-key-file", paramLabel = "FILE")
  @Nullable String bindingKeyFile;

  AcquireCommand(Surroundings surroundings, Texts texts, Output output) {
    this.surroundings = surroundings;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    Session session = new Session(surroundings, texts, output);
    session.greet();
    StateDirectory state = common.state(surroundings);
    WhoOptions.Who subscriber = who.one(state);
    Optional<StoreFacts> chosen = store.chosen();
    Wishes wishes = new Wishes(keyType, certificateProfile, binding(session));
    state.holding(
        () -> {
          Profile profile =
              state.open(
                  subscriber.server(),
                  subscriber.subscriber(),
                  folder -> fresh(subscriber, chosen, folder));
          session.enroll(Act.ACQUIRE, profile, chosen, secrets, newPin, wishes, connection);
        });
    return ExitCode.OK.number();
  }

  private static ProfileFacts fresh(
      WhoOptions.Who subscriber, Optional<StoreFacts> chosen, Path folder) {
    return new ProfileFacts(
        subscriber.server(),
        subscriber.subscriber(),
        null,
        null,
        chosen.orElse(StoreFacts.ofFile(folder.resolve("certificate.p12").toString())),
        null,
        null);
  }

  private Optional<ExternalAccount> binding(Session session) {
    if (bindingKid == null && bindingKeyFile == null) {
      return Optional.empty();
    }
    if (bindingKid == null || bindingKeyFile == null) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.missing", "--eab-kid, --eab-key-file");
    }
    String key = session.secrets.fromFile(Optional.of(bindingKeyFile)).orElseThrow().text();
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
