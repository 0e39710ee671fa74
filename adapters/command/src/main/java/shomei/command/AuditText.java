package shomei.command;

import java.io.PrintWriter;
import java.util.List;
import shomei.domain.issuance.AuditCertificates.Report;

/// What an audit found, in sentences.
final class AuditText {
  private static final int SHOWN = 10;

  private AuditText() {}

  static void print(Report report, PrintWriter out) {
    out.println(
        "%d certificates were acknowledged: %s"
            .formatted(
                report.acknowledged(),
                report.passed()
                    ? "each is kept, once, and told in the history; nothing is unfinished"
                    : "NOT ALL IS AS IT MUST BE"));
    tell(report.missing(), "not kept", out);
    tell(report.twice(), "acknowledged twice", out);
    tell(report.other(), "kept, but another certificate of that serial number", out);
    tell(report.untold(), "not told exactly once in the history", out);
    tell(report.unfinished(), "order unfinished", out);
  }

  private static void tell(List<?> found, String what, PrintWriter out) {
    found.stream()
        .limit(SHOWN)
        .forEach(one -> out.println(Visible.text("%s: %s".formatted(what, one))));
    if (found.size() > SHOWN) {
      out.println("%s: %d in all".formatted(what, found.size()));
    }
  }
}
