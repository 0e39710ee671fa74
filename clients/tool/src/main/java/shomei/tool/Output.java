package shomei.tool;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.protocol.json.Json;
import shomei.protocol.problem.Problem;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.talk.Texts;

/// How a run ends: for people in words, for scripts as one JSON document on standard output.
final class Output {
  private final Surroundings surroundings;
  private final Texts texts;
  private final boolean json;

  Output(Surroundings surroundings, Texts texts, boolean json) {
    this.surroundings = surroundings;
    this.texts = texts;
    this.json = json;
  }

  /// @param act `acquire` or `renew`
  record Done(String status, String act, CertificateView certificate) {}

  record Listed(List<CertificateView> certificates) {}

  record Failed(
      String status,
      int exitCode,
      String error,
      String message,
      @Nullable Instant notBefore,
      @Nullable Problem problem) {}

  PrintWriter outWriter() {
    return writer(surroundings.out());
  }

  PrintWriter errWriter() {
    return writer(surroundings.err());
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }

  void done(String act, CertificateView certificate) {
    if (json) {
      print(new Done("ok", act, certificate));
      return;
    }
    line(texts.say("result." + act));
    line("");
    details(certificate);
    line("");
    line(texts.say("result.closeBrowsers"));
    if (certificate.store().file() != null) {
      line(texts.say("result.import", certificate.store().file()));
    }
  }

  void list(List<CertificateView> certificates) {
    if (json) {
      print(new Listed(certificates));
      return;
    }
    if (certificates.isEmpty()) {
      line(texts.say("list.none"));
    }
    for (CertificateView one : certificates) {
      line(
          texts.say(
              "list.line",
              one.subscriber(),
              texts.say("state." + one.state()),
              shown(one.notAfter()),
              one.serialNumber() == null ? "-" : one.serialNumber(),
              texts.say("renewable." + one.renewable())));
      if (one.unfinished() != null) {
        line("  " + texts.say("list.unfinished." + one.unfinished()));
      }
    }
  }

  void show(CertificateView certificate) {
    if (json) {
      print(certificate);
      return;
    }
    details(certificate);
    row("row.state", texts.say("state." + certificate.state()));
    row("row.renewable", texts.say("renewable." + certificate.renewable()));
    if (certificate.renewableFrom() != null) {
      row("row.renewableFrom", shown(certificate.renewableFrom()));
    }
    row("row.issuer", certificate.issuer());
    row("row.server", certificate.server());
    row("row.subscriber", certificate.subscriber());
    if (certificate.unfinished() != null) {
      line(texts.say("list.unfinished." + certificate.unfinished()));
    }
  }

  int failed(ToolFailure failure) {
    String message = texts.say(failure.text(), failure.arguments());
    surroundings.err().println("[" + texts.moment(surroundings.clock().instant()) + "] " + message);
    if (json) {
      Optional<Problem> problem = failure.problem();
      print(
          new Failed(
              "failed",
              failure.code().number(),
              failure.code().wireName(),
              message,
              problem.map(Problem::notBefore).orElse(null),
              problem.orElse(null)));
    }
    return failure.code().number();
  }

  /// A fault of ours. The trace names no secret: none is in any exception's message.
  int fault(Exception fault) {
    fault.printStackTrace(surroundings.err());
    return failed(ToolFailure.because(fault, ExitCode.FAULT, "fail.fault", fault.toString()));
  }

  private void details(CertificateView one) {
    row("row.organization", one.organization());
    row("row.organizationalUnit", one.organizationalUnit());
    row("row.commonName", one.commonName());
    row("row.serialNumber", one.serialNumber());
    row("row.validUntil", shown(one.notAfter()));
    row(
        "row.store",
        one.store().file() != null
            ? one.store().file()
            : texts.say("store.token", String.valueOf(one.store().token())));
  }

  private void row(String key, @Nullable String value) {
    line(texts.say(key) + " = " + (value == null ? "-" : value));
  }

  private String shown(@Nullable Instant moment) {
    return moment == null ? "-" : texts.moment(moment);
  }

  private void line(String text) {
    surroundings.out().println(text);
  }

  private void print(Object document) {
    byte[] text = Json.write(document);
    surroundings.out().write(text, 0, text.length);
    surroundings.out().println();
    surroundings.out().flush();
  }
}
