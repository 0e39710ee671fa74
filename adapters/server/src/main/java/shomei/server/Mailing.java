package shomei.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.notice.DeliverMail;
import shomei.domain.notice.NoticeSender;
import shomei.settings.Config;
import shomei.smtp.MailTexts;
import shomei.smtp.SmtpSender;
import shomei.web.management.Probe;

/// Sending the mails of the outbox, with the job and the meters that belong to it.
final class Mailing implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(Mailing.class);

  private final Config config;
  private final Optional<DeliverMail> delivery;
  private Optional<String> told = Optional.empty();

  Mailing(Adapters adapters, MeterRegistry registry, Tracing tracing) {
    this.config = adapters.config;
    this.delivery =
        config
            .smtp()
            .map(
                smtp ->
                    new DeliverMail(
                        adapters.database.notice().outbox(),
                        counted(
                            tracing.watched(
                                new SmtpSender(
                                    Settings.smtp(config, smtp),
                                    MailTexts.read(config.mailTexts()),
                                    adapters.clock)),
                            registry),
                        adapters.clock));
    Gauge.builder("shomei.outbox", adapters.database.notice().outbox(), outbox -> outbox.size())
        .description("Mails that wait to be sent")
        .register(registry);
    Gauge.builder("shomei.mail.misconfigured", this, it -> it.well() ? 0 : 1)
        .description("1 where mail waits until our set-up is mended")
        .register(registry);
  }

  /// Counts what became of each.
  private static NoticeSender counted(NoticeSender sender, MeterRegistry registry) {
    MeterProvider<Counter> mails =
        Counter.builder("shomei.mails")
            .description("Tries to send a mail on this node, by what the mail server said")
            .withRegistry(registry);
    // there from the start, so that the first of a kind is seen as one more
    for (String outcome : List.of("sent", "later", "misconfigured", "bounced")) {
      mails.withTag("outcome", outcome);
    }
    return mail -> {
      NoticeSender.Outcome outcome = sender.send(mail);
      mails.withTag("outcome", word(outcome)).increment();
      return outcome;
    };
  }

  private static String word(NoticeSender.Outcome outcome) {
    return switch (outcome) {
      case NoticeSender.Outcome.Sent() -> "sent";
      case NoticeSender.Outcome.TryAgain(var _) -> "later";
      case NoticeSender.Outcome.Misconfigured(var _) -> "misconfigured";
      case NoticeSender.Outcome.Refused(var _) -> "bounced";
    };
  }

  @Override
  public List<Job> jobs() {
    return delivery
        .map(it -> new Job("sending mail", config.schedule().mail(), () -> send(it)))
        .stream()
        .toList();
  }

  private void send(DeliverMail mail) {
    try {
      Job.drain(mail::deliver);
    } finally {
      tell(mail.misconfigured());
    }
  }

  /// Once, and not with every try.
  private void tell(Optional<String> fault) {
    if (!fault.equals(told)) {
      fault.ifPresentOrElse(
          error -> LOG.error("mail waits until our set-up is mended: {}", error),
          () -> LOG.info("mail goes out again"));
      told = fault;
    }
  }

  @Override
  public Map<String, Probe> alarms() {
    return Map.of("mail", this::well);
  }

  /// Whether nothing of ours keeps mail from going out. The node serves all the same.
  private boolean well() {
    return delivery.flatMap(DeliverMail::misconfigured).isEmpty();
  }
}
