package shomei.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.notice.DeliverMail;
import shomei.settings.Config;
import shomei.smtp.MailTexts;
import shomei.smtp.SmtpSender;

/// Sending the mails of the outbox, with the job and the meters that belong to it.
final class Mailing {
  private static final Logger LOG = LoggerFactory.getLogger(Mailing.class);

  private final Config config;
  private final Optional<DeliverMail> delivery;
  private Optional<String> told = Optional.empty();

  Mailing(Parts parts, MeterRegistry registry) {
    this.config = parts.config;
    this.delivery =
        config
            .smtp()
            .map(
                smtp ->
                    new DeliverMail(
                        parts.database.notice().outbox(),
                        new SmtpSender(
                            Settings.smtp(config, smtp),
                            MailTexts.read(config.mailTexts()),
                            parts.clock),
                        parts.clock));
    Gauge.builder("shomei.outbox", parts.database.notice().outbox(), outbox -> outbox.size())
        .description("Mails that wait to be sent")
        .register(registry);
    Gauge.builder("shomei.mail.misconfigured", this, it -> it.well() ? 0 : 1)
        .description("1 where mail waits until our set-up is mended")
        .register(registry);
  }

  List<Schedule.Job> jobs() {
    return delivery
        .map(it -> new Schedule.Job("sending mail", config.schedule().mail(), () -> send(it)))
        .stream()
        .toList();
  }

  private void send(DeliverMail mail) {
    try {
      Server.drain(mail::deliver);
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

  /// Whether nothing of ours keeps mail from going out. The node serves all the same.
  boolean well() {
    return delivery.flatMap(DeliverMail::misconfigured).isEmpty();
  }
}
