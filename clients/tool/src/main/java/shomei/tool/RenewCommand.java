package shomei.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.tool.enrollment.Act;
import shomei.tool.enrollment.Wishes;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.state.Profile;
import shomei.tool.state.StateDirectory;
import shomei.tool.store.KeyType;
import shomei.tool.talk.Texts;

/// `shomei renew`.
@Command(name = "renew", mixinStandardHelpOptions = true)
final class RenewCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Texts texts;
  private final Output output;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final WhoOptions who = new WhoOptions();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();
  @Mixin private final SecretOptions secrets = new SecretOptions();

  @Option(names = "--key-type", paramLabel = "TYPE", defaultValue = "p256")
  KeyType keyType = KeyType.P256;

  @Option(names = "--profile", paramLabel = "NAME")
  @Nullable String certificateProfile;

  RenewCommand(Surroundings surroundings, Texts texts, Output output) {
    this.surroundings = surroundings;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    Session session = new Session(surroundings, texts, output);
    session.greet();
    StateDirectory state = common.state(surroundings);
    state.holding(
        () ->
            session.enroll(
                Act.RENEW,
                choose(session, who.matching(state)),
                Optional.empty(),
                secrets,
                null,
                new Wishes(keyType, certificateProfile, Optional.empty()),
                connection));
    return ExitCode.OK.number();
  }

  /// The one that fits; of several, the one that the person picks from those that may be renewed.
  private Profile choose(Session session, List<Profile> fitting) {
    if (fitting.isEmpty()) {
      throw ToolFailure.of(ExitCode.NOTHING_HELD, "list.none");
    }
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    Connector connector =
        new Connector(surroundings, texts, session.log, session.secrets, connection);
    List<CertificateView> views =
        new Advice(surroundings, connector, session.log).look(fitting, true);
    List<Profile> renewable = new ArrayList<>();
    List<CertificateView> shown = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      if (!views.get(i).renewable().equals("no") || views.get(i).unfinished() != null) {
        renewable.add(fitting.get(i));
        shown.add(views.get(i));
      }
    }
    return switch (renewable.size()) {
      case 0 -> throw ToolFailure.of(ExitCode.RENEWAL_NOT_OPEN, "fail.nothingRenewable");
      case 1 -> renewable.getFirst();
      default -> renewable.get(ask(session, shown));
    };
  }

  private int ask(Session session, List<CertificateView> shown) {
    for (int i = 0; i < shown.size(); i++) {
      CertificateView one = shown.get(i);
      surroundings
          .err()
          .println(
              texts.say(
                  "list.choice",
                  i + 1,
                  String.valueOf(one.commonName()),
                  one.notAfter() == null ? "-" : texts.moment(one.notAfter()),
                  one.server()));
    }
    String answer = session.secrets.askLine("--subscriber", "ask.which", shown.size());
    try {
      int number = Integer.parseInt(answer);
      if (number >= 1 && number <= shown.size()) {
        return number - 1;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw ToolFailure.of(ExitCode.USAGE, "fail.noSuchChoice", answer);
  }
}
