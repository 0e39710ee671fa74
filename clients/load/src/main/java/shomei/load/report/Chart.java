package shomei.load.report;

import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Lines in SVG.
final class Chart {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 220;
  private static final int LEFT = 60;
  private static final int BOTTOM = 30;
  private static final int TOP = 20;
  private static final int GRID = 4;
  private static final double NINES = 4;
  private static final List<String> COLOURS = List.of("#0a58ca", "#c2410c", "#15803d", "#7e22ce");

  private Chart() {}

  /// A point by its place from left to right and its value.
  private record Point(double x, double y) {}

  static String overTime(
      String title,
      List<Result.Second> seconds,
      List<? extends ToDoubleFunction<Result.Second>> lines) {
    long last = seconds.isEmpty() ? 1 : Math.max(1, seconds.getLast().at());
    List<List<Point>> all = new ArrayList<>();
    for (ToDoubleFunction<Result.Second> line : lines) {
      all.add(
          seconds.stream()
              .map(second -> new Point((double) second.at() / last, line.applyAsDouble(second)))
              .toList());
    }
    return svg(title, all, List.of("0 s", last / 2 + " s", last + " s"));
  }

  /// Percentiles from left to right, each nine as wide as the one before.
  static String percentiles(List<Result.Latency> latencies) {
    List<List<Point>> all = new ArrayList<>();
    for (Result.Latency latency : latencies) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i + 1 < latency.curve().size(); i += 2) {
        double rest = 1 - latency.curve().get(i) / 100;
        double nines = rest <= 0 ? NINES : -Math.log10(rest);
        points.add(new Point(Math.min(nines, NINES) / NINES, latency.curve().get(i + 1)));
      }
      all.add(points);
    }
    String names = String.join(", ", latencies.stream().map(Result.Latency::name).toList());
    return svg(
        "milliseconds by percentile: " + names,
        all,
        List.of("0", "90 %", "99 %", "99.9 %", "99.99 %"));
  }

  private static String svg(String title, List<List<Point>> lines, List<String> marks) {
    double most = lines.stream().flatMap(List::stream).mapToDouble(Point::y).max().orElse(1) * 1.05;
    double top = most <= 0 ? 1 : most;
    Formatter svg = new Formatter(Locale.ROOT);
    svg.format("<svg viewBox=\"0 0 %d %d\" role=img>", WIDTH, HEIGHT);
    svg.format("<text x=%d y=12>%s</text>", LEFT, HtmlReport.escaped(title));
    for (int i = 0; i <= GRID; i++) {
      double y = HEIGHT - BOTTOM - (double) i / GRID * (HEIGHT - BOTTOM - TOP);
      svg.format(
          "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=%d y=%.1f text-anchor=end>%.4g</text>",
          LEFT, y, WIDTH, LEFT - 6, y + 4, top * i / GRID);
    }
    for (int i = 0; i < marks.size(); i++) {
      double x = LEFT + (double) i / (marks.size() - 1) * (WIDTH - LEFT - BOTTOM);
      svg.format("<text x=%.1f y=%d>%s</text>", x, HEIGHT - 8, marks.get(i));
    }
    for (int i = 0; i < lines.size(); i++) {
      svg.format(
          "<polyline fill=none stroke-width=2 stroke=\"%s\" points=\"",
          COLOURS.get(i % COLOURS.size()));
      for (Point point : lines.get(i)) {
        svg.format(
            "%.1f,%.1f ",
            LEFT + point.x * (WIDTH - LEFT - BOTTOM),
            HEIGHT - BOTTOM - point.y / top * (HEIGHT - BOTTOM - TOP));
      }
      svg.format("\"/>");
    }
    svg.format("</svg>");
    return svg.toString();
  }
}
