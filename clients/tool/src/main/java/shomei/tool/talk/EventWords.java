package shomei.tool.talk;

import java.time.Duration;
import shomei.enrollment.Event;
import shomei.protocol.message.PairedAct;
import shomei.tool.outcome.Explanation;
import shomei.tool.outcome.Explanations;

/// What happens in a run, in words.
public final class EventWords {

  private EventWords() {}

  public static String of(Event event, Texts texts) {
    return switch (event) {
      case Event.Connecting to -> texts.say("log.connect", to.server().getAuthority());
      case Event.ClockDiffers(var here, var server) ->
          texts.say(
              here.isBefore(server) ? "log.clock.behind" : "log.clock.ahead",
              here,
              server,
              Duration.between(here, server));
      case Event.CreatingAccount account -> texts.say("log.account");
      case Event.Resuming earlier -> texts.say("log.resume");
      case Event.MakingKey key -> texts.say("log.key", key.type().label(), key.store());
      case Event.Ordering order -> texts.say("log.order", order.subscriber());
      case Event.OrderingAgain ended -> texts.say("log.orderAgain");
      case Event.AuthenticatingWithPin pin -> texts.say("log.pin");
      case Event.ChangingPin temporary -> texts.say("log.pinChange");
      case Event.AuthenticatingWithCertificate certificate -> texts.say("log.possession");
      case Event.Requesting request -> texts.say("log.finalize");
      case Event.Downloading download -> texts.say("log.download");
      case Event.Storing store -> texts.say("log.store", store.store());
      case Event.Complete certificate -> texts.say("log.done", certificate.notAfter());
      case Event.CopyKept kept -> texts.say("log.copyKept", kept.file(), kept.copy());
      case Event.OldOneKept kept -> texts.say("log.oldOneKept", kept.store(), kept.copy());
      case Event.OldCertificateKept kept ->
          texts.say("log.oldCertificateKept", kept.store(), kept.copy());
      case Event.WaitingForPages server ->
          texts.say("log.waitingForPages", server.server().getAuthority());
      case Event.CannotWait server -> {
        Explanation why = Explanations.of(server.why(), true);
        yield texts.say("log.cannotWait", server.server().getAuthority())
            + " "
            + texts.say(why.text(), why.arguments().toArray());
      }
      case Event.PageFound found ->
          texts.say(
              found.act() == PairedAct.RENEW ? "log.pageFound.renew" : "log.pageFound.acquire",
              texts.name(found.page()),
              found.subscriber());
      case Event.CompareNumber compare -> texts.say("log.compare", compare.number());
      case Event.PcConfirmed pc -> texts.say("log.pcConfirmed");
      case Event.HeldUp away -> texts.say("log.heldUp");
      case Event.PageNotTold page -> texts.say("log.pageNotTold");
      case Event.OtherNamesKeepTheOld linked -> texts.say("log.otherNames", linked.file());
    };
  }
}
