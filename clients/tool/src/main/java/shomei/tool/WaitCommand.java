package shomei.tool;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.pairing.PageWaiting;
import shomei.enrollment.pairing.PairingContext;
import shomei.enrollment.pairing.UnfinishedPage;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Texts;

/// `shomei wait`.
@Command(name = "wait", mixinStandardHelpOptions = true)
final class WaitCommand implements Callable<Integer> {
  private final ToolContext context;
  private final Texts texts;
  private final Output output;

  @Mixin private final PageOptions page = new PageOptions();

  @Option(names = "--once")
  boolean once;

  WaitCommand(ToolContext context, Texts texts, Output output) {
    this.context = context;
    this.texts = texts;
    this.output = output;
  }

  @Override
  public Integer call() {
    Run run = new Run(context, texts, output, page.network);
    run.greet();
    BlockingQueue<Optional<Failure>> ended = new LinkedBlockingQueue<>();
    PairingContext pages =
        page.context(
            context, run, (act, certificate) -> output.done(LinkCommand.type(act), certificate));
    UnfinishedPage unfinished = new UnfinishedPage(pages);
    boolean left = unfinished.look().isPresent();
    unfinished.tellOutcome();
    if (left) {
      unfinished.takeUp();
    }
    if (once && left) {
      return ExitCode.OK.number();
    }
    try (PageWaiting waiting = new PageWaiting(pages, ended::add)) {
      waiting.begin();
      if (!waiting.isWaiting()) {
        throw ToolFailure.of(ExitCode.NOTHING_HELD, "list.none");
      }
      return following(ended);
    }
  }

  private int following(BlockingQueue<Optional<Failure>> ended) {
    while (true) {
      try {
        Optional<Failure> outcome = ended.take();
        if (once) {
          return outcome
              .map(failure -> output.failed(output.explain(failure)))
              .orElse(ExitCode.OK.number());
        }
        outcome.ifPresent(failure -> output.failed(output.explain(failure)));
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new EnrollmentException(new Failure.Interrupted(), stop);
      }
    }
  }
}
