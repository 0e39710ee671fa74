package shomei.tool;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.state.Profile;
import shomei.tool.talk.Texts;

/// `shomei show`.
@Command(name = "show", mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Texts texts;
  private final Output output;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final WhoOptions who = new WhoOptions();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--offline")
  boolean offline;

  ShowCommand(Surroundings surroundings, Texts texts, Output output) {
    this.surroundings = surroundings;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    Session session = new Session(surroundings, texts, output);
    List<Profile> found = who.matching(common.state(surroundings));
    if (found.isEmpty()) {
      throw ToolFailure.of(ExitCode.NOTHING_HELD, "list.none");
    }
    if (found.size() > 1) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.missing", "--subscriber");
    }
    Connector connector =
        new Connector(surroundings, texts, session.log, session.secrets, connection);
    output.show(new Advice(surroundings, connector, session.log).look(found, !offline).getFirst());
    return ExitCode.OK.number();
  }
}
