package shomei.tool;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.enrollment.engine.EnrollmentType;
import shomei.enrollment.pairing.CodeMeeting;
import shomei.enrollment.pairing.KnownServer;
import shomei.enrollment.pairing.PairingCode;
import shomei.enrollment.pairing.PairingContext;
import shomei.enrollment.pairing.PairingLink;
import shomei.protocol.message.PairedAct;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Texts;

/// `shomei link`.
@Command(name = "link", mixinStandardHelpOptions = true)
final class LinkCommand implements Callable<Integer> {
  private final ToolContext context;
  private final Texts texts;
  private final Output output;

  @Mixin private final PageOptions page = new PageOptions();

  @Option(names = "--server", paramLabel = "URL")
  @Nullable URI server;

  @Parameters(arity = "1..*", paramLabel = "CODE|LINK", descriptionKey = "code")
  List<String> code = List.of();

  LinkCommand(ToolContext context, Texts texts, Output output) {
    this.context = context;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    Run run = new Run(context, texts, output, page.network);
    String typed = String.join(" ", code);
    if (PairingLink.isMeant(typed)) {
      PairingLink link = PairingLink.parse(typed);
      PairingContext pages = pages(run);
      open(pages, pages.servers().require(link.directory(), pages.person()), link.code());
    } else {
      PairingCode plain = PairingCode.typed(typed);
      PairingContext pages = pages(run);
      open(pages, named(pages), plain);
    }
    return ExitCode.OK.number();
  }

  private PairingContext pages(Run run) {
    run.greet();
    return page.context(context, run, (act, certificate) -> output.done(type(act), certificate));
  }

  static EnrollmentType type(PairedAct act) {
    return act == PairedAct.RENEW ? EnrollmentType.RENEW : EnrollmentType.ACQUIRE;
  }

  private static void open(PairingContext pages, KnownServer known, PairingCode code) {
    new CodeMeeting(pages).open(known, code);
  }

  /// A code alone does not say which bank's it is.
  private KnownServer named(PairingContext pages) {
    URI named = server;
    if (named != null) {
      if (!"https".equals(named.getScheme()) || named.getHost() == null) {
        throw ToolFailure.of(ExitCode.USAGE, "fail.notHttps", named);
      }
      return pages.servers().find(named).orElseGet(() -> KnownServer.stranger(named));
    }
    List<KnownServer> all = pages.servers().all();
    if (all.size() != 1) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.missing", "--server");
    }
    return all.getFirst();
  }
}
