package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.domain.kernel.Octets;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// RFC 9110 §13.
final class ConditionalGetTest {
  private static final Response DOCUMENT =
      Response.text(200, "document")
          .with("ETag", "\"7\"")
          .with("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");

  @ParameterizedTest
  @CsvSource({
    "if-none-match, '\"7\"', 304",
    "if-none-match, '\"6\", W/\"7\"', 304",
    "if-none-match, *, 304",
    "if-none-match, '\"8\"', 200",
    "if-modified-since, 'Sun, 06 Nov 1994 08:49:37 GMT', 304",
    "if-modified-since, 'Sunday, 06-Nov-94 08:49:38 GMT', 304",
    "if-modified-since, 'Sun Nov  6 08:49:37 1994', 304",
    "if-modified-since, 'Sun Nov  6 08:49:36 1994', 200",
    "if-modified-since, yesterday, 200"
  })
  void whoHasTheDocumentIsNotSentItAgain(String header, String value, int status) {
    for (String method : new String[] {"GET", "HEAD"}) {
      assertThat(answer(method, Map.of(header, value)).status()).isEqualTo(status);
    }
    assertThat(answer("POST", Map.of(header, value)).status()).isEqualTo(200);
  }

  @Test
  void theEntityTagDecidesWhereBothAreNamed() {
    Map<String, String> both =
        Map.of("if-none-match", "\"8\"", "if-modified-since", "Sun Nov  6 08:49:37 1994");
    assertThat(answer("GET", both).status()).isEqualTo(200);
  }

  @Test
  void whatIsNotSentKeepsTheHeadersOfTheDocumentAndHasNoBody() {
    Response answer = answer("GET", Map.of("if-none-match", "\"7\""));
    assertThat(answer.body().length()).isZero();
    assertThat(answer.header("ETag")).contains("\"7\"");
    assertThat(answer.header("Content-Type")).isEmpty();
  }

  private static Response answer(String method, Map<String, String> headers) {
    Octets none = Octets.of(new byte[0]);
    return ConditionalGet.of(
        new Request("id", method, "/", headers, "192.0.2.1", Optional.empty(), Map.of(), none),
        DOCUMENT);
  }
}
