package shomei.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// What the server cannot leave out of the enrollment of a vetted name, as `EnrollmentBenchmark`
/// measured it (`mvn -q -Pbench,bench-server -pl adapters/server -am`).
///
/// @param micros processor time of each part, once, by name
record Unavoidable(Map<String, Double> micros) {

  /// How often an enrollment has the part: of its six requests five are signed; the round trips are
  /// those requests' doors, then the partner's key, the account, the partner, the order, and two of
  /// issuing.
  private enum Part {
    JWS("jws", 5, "signed requests read and verified"),
    CSR("csr", 1, "the certificate's request read and verified"),
    CERTIFICATE("certificate", 1, "the certificate built, signed and verified"),
    TLS("tlsAtBothEnds", 3, "TLS records of six requests and answers, half of both ends'"),
    SQL("sql", 11, "round trips to the database");

    private final String benchmark;
    private final int times;
    private final String meaning;

    Part(String benchmark, int times, String meaning) {
      this.benchmark = benchmark;
      this.times = times;
      this.meaning = meaning;
    }
  }

  /// @param file what JMH left; nothing is known where there is none
  static Unavoidable read(Path file) throws IOException {
    Map<String, Double> micros = new HashMap<>();
    if (Files.exists(file)) {
      for (JsonNode benchmark : new ObjectMapper().readTree(file.toFile())) {
        String name = benchmark.required("benchmark").asText();
        micros.put(
            name.substring(name.lastIndexOf('.') + 1),
            benchmark.required("secondaryMetrics").required("cpu").required("score").asDouble());
      }
    }
    return new Unavoidable(micros);
  }

  /// @param measured milliseconds of the server's processor time for each enrollment
  void report(double measured, Consumer<String> out) {
    double sum = 0;
    for (Part part : Part.values()) {
      Double each = micros.get(part.benchmark);
      if (each == null) {
        out.accept(
            "what cannot be avoided is not known: mvn -q -Pbench,bench-server -pl adapters/server"
                + " -am");
        return;
      }
      double all = part.times * each / 1000;
      sum += all;
      out.accept(
          String.format(
              Locale.ROOT,
              "unavoidable  %5.2f ms  %2d × %5.1f µs  %s",
              all,
              part.times,
              each,
              part.meaning));
    }
    out.accept(
        String.format(
            Locale.ROOT,
            "the server's processor time for an enrollment, %.2f ms, is %.2f × their sum, %.2f ms",
            measured,
            measured / sum,
            sum));
  }
}
