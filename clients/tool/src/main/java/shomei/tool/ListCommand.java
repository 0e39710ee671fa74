package shomei.tool;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.tool.outcome.ExitCode;
import shomei.tool.talk.Texts;

/// `shomei list`.
@Command(name = "list", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Texts texts;
  private final Output output;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final WhoOptions who = new WhoOptions();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--offline")
  boolean offline;

  ListCommand(Surroundings surroundings, Texts texts, Output output) {
    this.surroundings = surroundings;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    Session session = new Session(surroundings, texts, output);
    Connector connector =
        new Connector(surroundings, texts, session.log, session.secrets, connection);
    output.list(
        new Advice(surroundings, connector, session.log)
            .look(who.matching(common.state(surroundings)), !offline));
    return ExitCode.OK.number();
  }
}
