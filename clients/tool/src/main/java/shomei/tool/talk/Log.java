package shomei.tool.talk;

import java.io.PrintStream;
import java.time.InstantSource;
import shomei.enrollment.Event;

/// Dated lines about what the tool does, on standard error.
public final class Log {
  private final Texts texts;
  private final PrintStream err;
  private final InstantSource clock;

  public Log(Texts texts, PrintStream err, InstantSource clock) {
    this.texts = texts;
    this.err = err;
    this.clock = clock;
  }

  /// @param key of the bundle
  /// @param arguments never a secret
  public void say(String key, Object... arguments) {
    write(texts.say(key, arguments));
  }

  public void write(String text) {
    err.println("[" + texts.moment(clock.instant()) + "] " + text);
    err.flush();
  }

  public void show(Event event) {
    switch (event) {
      case Event.Connecting to -> say("log.connect", to.server().getAuthority());
      case Event.CreatingAccount account -> say("log.account");
      case Event.Resuming earlier -> say("log.resume");
      case Event.MakingKey key -> say("log.key", key.type().label(), key.store());
      case Event.Ordering order -> say("log.order", order.subscriber());
      case Event.OrderingAgain ended -> say("log.orderAgain");
      case Event.AuthenticatingWithPin pin -> say("log.pin");
      case Event.ChangingPin temporary -> say("log.pinChange");
      case Event.AuthenticatingWithCertificate certificate -> say("log.possession");
      case Event.Requesting request -> say("log.finalize");
      case Event.Downloading download -> say("log.download");
      case Event.Storing store -> say("log.store", store.store());
      case Event.Complete certificate -> say("log.done", certificate.notAfter());
      case Event.CopyKept kept -> say("log.copyKept", kept.file(), kept.copy());
      case Event.OldOneKept kept -> say("log.oldOneKept", kept.store(), kept.copy());
      case Event.OldCertificateKept kept ->
          say("log.oldCertificateKept", kept.store(), kept.copy());
      case Event.OtherNamesKeepTheOld linked -> say("log.otherNames", linked.file());
    }
  }
}
