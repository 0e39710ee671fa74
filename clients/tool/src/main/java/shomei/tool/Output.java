package shomei.tool;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.Failure;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.engine.EnrollmentType;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.CertificateSummary.Subject;
import shomei.protocol.json.Json;
import shomei.protocol.problem.Problem;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.Explanation;
import shomei.tool.outcome.Explanations;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Texts;

/// How a run ends: for people in words, for scripts as one JSON document on standard output.
final class Output {
  private final ToolContext context;
  private final Texts texts;
  private final boolean json;

  Output(ToolContext context, Texts texts, boolean json) {
    this.context = context;
    this.texts = texts;
    this.json = json;
  }

  /// @param act `acquire` or `renew`
  record Done(String status, String act, CertificateJson certificate) {}

  record Listed(List<CertificateJson> certificates) {}

  record Failed(
      String status,
      int exitCode,
      String error,
      String message,
      @Nullable Instant notBefore,
      @Nullable Problem problem) {}

  PrintWriter outWriter() {
    return writer(context.out());
  }

  PrintWriter errWriter() {
    return writer(context.err());
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }

  void done(EnrollmentType type, CertificateSummary certificate) {
    String act = type.name().toLowerCase(Locale.ROOT);
    if (json) {
      print(new Done("ok", act, CertificateJson.of(certificate)));
      return;
    }
    line(texts.say("result." + act));
    line("");
    details(certificate);
    line("");
    switch (certificate.profile().settings().store()) {
      case StoreLocation.File file -> {
        line(texts.say("result.closeBrowsers"));
        line(texts.say("result.import", file.file()));
      }
      case StoreLocation.Token token -> line(texts.say("result.closeBrowsers"));
      case StoreLocation.Nss nss -> line(texts.say("result.logIn"));
      case StoreLocation.Windows windows -> line(texts.say("result.logIn"));
      case StoreLocation.Mac mac -> line(texts.say("result.logIn"));
    }
  }

  void list(List<CertificateSummary> certificates) {
    if (json) {
      print(new Listed(certificates.stream().map(CertificateJson::of).toList()));
      return;
    }
    if (certificates.isEmpty()) {
      line(texts.say("list.none"));
    }
    for (CertificateSummary one : certificates) {
      Subject subject = one.subject().orElse(null);
      line(
          subject == null
              ? texts.say("list.nothing", one.subscriber(), state(one))
              : texts.say(
                  "list.line",
                  one.subscriber(),
                  state(one),
                  subject.notAfter(),
                  subject.serialNumber(),
                  renewable(one),
                  StoreWords.of(one.profile().settings().store(), texts)));
      CertificateJson.unfinished(one).ifPresent(act -> line("  " + unfinished(act)));
    }
  }

  void show(CertificateSummary certificate) {
    if (json) {
      print(CertificateJson.of(certificate));
      return;
    }
    details(certificate);
    row("row.state", state(certificate));
    row("row.renewable", renewable(certificate));
    Instant from = certificate.renewableFrom();
    if (from != null) {
      row("row.renewableFrom", texts.moment(from));
    }
    certificate.subject().ifPresent(subject -> row("row.issuer", subject.issuer()));
    row("row.server", certificate.server().toString());
    row("row.subscriber", certificate.subscriber());
    CertificateJson.unfinished(certificate).ifPresent(act -> line(unfinished(act)));
  }

  private String state(CertificateSummary certificate) {
    return texts.say("state." + CertificateJson.name(certificate.state()));
  }

  private String renewable(CertificateSummary certificate) {
    return texts.say("renewable." + CertificateJson.name(certificate.renewable()));
  }

  private String unfinished(String act) {
    return texts.say("list.unfinished." + act);
  }

  /// What an engine's failure means here.
  Explanation explain(Failure failure) {
    return Explanations.of(failure, context.terminal().isPresent());
  }

  String words(Explanation explanation) {
    return texts.say(explanation.text(), explanation.arguments().toArray());
  }

  int failed(Explanation why) {
    String message = words(why);
    context.err().println("[" + texts.moment(context.clock().instant()) + "] " + message);
    if (json) {
      Problem problem = why.problem();
      print(
          new Failed(
              "failed",
              why.code().number(),
              why.code().wireName(),
              message,
              problem == null ? null : problem.notBefore(),
              problem));
    }
    return why.code().number();
  }

  /// A fault of ours. The trace names no secret: none is in any exception's message.
  int fault(Exception fault) {
    fault.printStackTrace(context.err());
    return failed(
        ToolFailure.because(fault, ExitCode.FAULT, "fail.fault", fault.toString()).explanation());
  }

  private void details(CertificateSummary one) {
    one.subject()
        .ifPresent(
            subject -> {
              row("row.organization", subject.organization());
              row("row.organizationalUnit", subject.organizationalUnit());
              row("row.commonName", subject.commonName());
              row("row.serialNumber", subject.serialNumber());
              row("row.validUntil", texts.moment(subject.notAfter()));
            });
    row("row.store", StoreWords.of(one.profile().settings().store(), texts));
  }

  private void row(String key, @Nullable String value) {
    line(texts.say(key) + " = " + (value == null ? "-" : value));
  }

  private void line(String text) {
    context.out().println(text);
  }

  private void print(Object document) {
    byte[] text = Json.write(document);
    context.out().write(text, 0, text.length);
    context.out().println();
    context.out().flush();
  }
}
