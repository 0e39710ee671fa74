package shomei.load.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A result as one page that needs nothing else: no script, no style from elsewhere.
public final class HtmlReport {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em;color:#222}
      table{border-collapse:collapse;margin:1em 0}td,th{padding:.2em .8em;text-align:right}
      td:first-child,th:first-child{text-align:left}tr+tr td{border-top:1px solid #ddd}
      svg{width:100%;height:auto;font:11px system-ui,sans-serif}.bad{color:#a00}.big{font-size:2em}
      """;

  private HtmlReport() {}

  public static String of(Result result) {
    Formatter page = new Formatter(Locale.ROOT);
    page.format(
        "<!doctype html><html lang=en><meta"
            + " charset=utf-8><title>shomei-load</title><style>%s</style>%n",
        STYLE);
    page.format(
        "<h1>%s</h1><p class=big>%.1f a second</p><p>%d done, %d failed in %.1f s, begun %s</p>%n",
        escaped(result.settings().getOrDefault("workload", "run")),
        result.perSecond(),
        result.done(),
        result.failed(),
        result.seconds(),
        escaped(result.begun()));
    page.format("<table>");
    result
        .settings()
        .forEach(
            (name, value) -> page.format("<tr><td>%s<td>%s</tr>%n", escaped(name), escaped(value)));
    page.format("</table>%n");
    series(page, result.series());
    page.format("<h2>How long it took</h2>%n");
    page.format("%s%n", Chart.percentiles(result.operations()));
    latencies(page, result);
    rest(page, result);
    return page.toString();
  }

  private static void series(Formatter page, List<Result.Second> seconds) {
    page.format("<h2>Second by second</h2>%n");
    page.format("%s%n", Chart.overTime("done a second", seconds, List.of(Result.Second::done)));
    List<ToDoubleFunction<Result.Second>> latency = List.of(Result.Second::p50, Result.Second::p99);
    page.format("%s%n", Chart.overTime("milliseconds: p50, p99", seconds, latency));
  }

  private static void latencies(Formatter page, Result result) {
    page.format("<table><tr><th>milliseconds<th>count<th>p50<th>p90<th>p99<th>p99.9<th>max</tr>%n");
    for (List<Result.Latency> some : List.of(result.operations(), result.requests())) {
      for (Result.Latency one : some) {
        page.format(
            "<tr><td>%s<td>%d<td>%.2f<td>%.2f<td>%.2f<td>%.2f<td>%.2f</tr>%n",
            escaped(one.name()),
            one.count(),
            one.p50(),
            one.p90(),
            one.p99(),
            one.p999(),
            one.max());
      }
    }
    page.format("</table>%n");
  }

  private static void rest(Formatter page, Result result) {
    double operations = Math.max(1, result.done() + result.failed());
    page.format(
        "<p>%.1f requests, %.0f octets sent and %.0f received for each.</p>%n",
        result.traffic().requests() / operations,
        result.traffic().sent() / operations,
        result.traffic().received() / operations);
    for (Result.ProcessUsage used : result.processes()) {
      page.format(
          "<p>%s: %.2f s of processor time, %.2f ms for each; peak memory %.0f MiB.</p>%n",
          escaped(used.name()),
          used.cpuSeconds(),
          used.cpuSeconds() * 1000 / Math.max(1, result.done()),
          used.peakMiB());
    }
    for (Result.FailureKind failure : result.failures()) {
      page.format(
          "<p class=bad>%s: %d failed, %d got over. %s</p>%n",
          escaped(failure.type()),
          failure.failed(),
          failure.recovered(),
          escaped(failure.example()));
    }
    result
        .violations()
        .forEach(
            sentence -> page.format("<p class=bad>Must never be: %s</p>%n", escaped(sentence)));
    if (result.audit() != null) {
      page.format(
          "<p%s>The audit of %d certificates %s. %s</p>%n",
          result.audit().passed() ? "" : " class=bad",
          result.audit().acknowledged(),
          result.audit().passed() ? "passed" : "FAILED",
          escaped(String.join(" ", result.audit().said())));
    }
  }

  /// A server's words go into the page as text, whatever they are.
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
