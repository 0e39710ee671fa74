package shomei.web.loginserver;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.Serial;
import shomei.domain.loginserver.LoginServers.Which;
import shomei.domain.loginserver.TellStatus;
import shomei.web.acme.Problems;
import shomei.web.exchange.Head;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;
import shomei.web.exchange.Site;
import shomei.web.exchange.Trouble;
import shomei.protocol.json.Json;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;

/// Answers login servers: GET `/login/{institution}/serial/{hex}` and
/// `/login/{institution}/sha256/{hex}`, over mutual TLS.
///
/// *Threat:* a caller feels its way to what is not its own. *Answer:* whoever the institution does
/// not know is told nothing but that, whether the institution or the certificate is there or not;
/// whom it knows, finds another institution's certificates as absent as those that never were.
public final class LoginSite implements Site {
  private static final Pattern FORM =
      Pattern.compile("/login/([a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?)/(serial|sha256)/([^/]*)");

  /// Any serial number (RFC 5280 §4.1.2.2); only ours are looked up.
  private static final Pattern SERIAL = Pattern.compile("[0-9a-f]{1,40}");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final TellStatus tell;
  private final Problems problems;
  private final Duration retryAfter;

  /// @param retryAfter what a login server is told to wait where it cannot be answered now
  public LoginSite(TellStatus tell, Duration retryAfter) {
    this.tell = tell;
    this.problems = new Problems(retryAfter);
    this.retryAfter = retryAfter;
  }

  @Override
  public Reply answer(Request request) {
    Head head = request.head();
    try {
      Matcher parts = FORM.matcher(head.path());
      if (!parts.matches()) {
        throw new Refusal(Reason.NOT_FOUND, "There is no such resource.");
      }
      return dressed(answer(head, parts));
    } catch (Refusal refusal) {
      return dressed(problems.reply(refusal));
    }
  }

  private Reply answer(Head head, Matcher parts) {
    if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
      return problem("The resource does not take this method.", 405).with("Allow", "GET, HEAD");
    }
    Octets caller =
        head.clientCertificate()
            .orElseThrow(
                () -> new Refusal(Reason.UNAUTHORIZED, "a TLS client certificate is needed"));
    String hex = parts.group(3).toLowerCase(Locale.ROOT);
    Which which =
        switch (parts.group(2)) {
          case "serial" -> serial(hex);
          default -> fingerprint(hex);
        };
    return Reply.of(
        200,
        "application/json",
        Json.write(StatusDocument.of(tell.tell(new InstitutionId(parts.group(1)), caller, which))));
  }

  private static Which serial(String hex) {
    if (!SERIAL.matcher(hex).matches()) {
      throw new Refusal(Reason.MALFORMED, "a serial number is 1 to 40 hexadecimal digits");
    }
    return Serial.ofHex(hex)
        .map(Which.OfSerial::new)
        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND, "no such certificate"));
  }

  private static Which fingerprint(String hex) {
    if (!SHA256.matcher(hex).matches()) {
      throw new Refusal(Reason.MALFORMED, "a SHA-256 fingerprint is 64 hexadecimal digits");
    }
    return new Which.OfFingerprint(Octets.ofHex(hex));
  }

  @Override
  public Reply refuse(Trouble trouble, Head head) {
    Reply reply = problem(trouble.detail(), trouble.status());
    return dressed(
        trouble.passes() ? reply.with("Retry-After", Problems.seconds(retryAfter)) : reply);
  }

  @Override
  public String label(String path) {
    Matcher parts = FORM.matcher(path);
    return parts.matches() ? "status-by-" + parts.group(2) : "unknown";
  }

  private static Reply problem(String detail, int status) {
    ProblemType type = status < 500 ? ProblemType.MALFORMED : ProblemType.SERVER_INTERNAL;
    return Problems.reply(Problem.of(type, detail).withStatus(status));
  }

  /// An answer is true at the moment it is given and not to be kept.
  private static Reply dressed(Reply reply) {
    return reply.with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
  }
}
