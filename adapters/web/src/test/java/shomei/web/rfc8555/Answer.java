package shomei.web.rfc8555;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.protocol.json.Json;

/// What the server answered.
record Answer(int status, HttpHeaders headers, String body) {
  private static final Pattern LINK = Pattern.compile("<([^>]*)>;rel=\"([^\"]*)\"");

  static Answer of(HttpResponse<byte[]> response) {
    return new Answer(
        response.statusCode(),
        response.headers(),
        new String(response.body(), StandardCharsets.UTF_8));
  }

  ObjectNode json() {
    return (ObjectNode) Json.parse(body.getBytes(StandardCharsets.UTF_8));
  }

  /// A text of the JSON body.
  String text(String member) {
    JsonNode value = json().path(member);
    assertThat(value.isTextual()).as("%s is a text in %s", member, body).isTrue();
    return value.textValue();
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String location() {
    return header("Location");
  }

  List<String> links(String relation) {
    return headers.allValues("Link").stream()
        .map(LINK::matcher)
        .filter(Matcher::matches)
        .filter(link -> link.group(2).equals(relation))
        .map(link -> link.group(1))
        .toList();
  }

  Answer has(int expected) {
    assertThat(status).as(body).isEqualTo(expected);
    return this;
  }

  /// Checks that it is a problem document of that type with all that a problem has.
  Answer is(int expected, String type) {
    has(expected);
    assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(text("type")).isEqualTo(type);
    assertThat(json().path("status").intValue()).isEqualTo(expected);
    assertThat(text("detail")).isNotBlank().doesNotContain("Exception", "shomei.");
    assertThat(json().has("identifier")).isFalse();
    return this;
  }

  /// The same for a type of ACME.
  Answer isProblem(int expected, String acme) {
    return is(expected, "urn:ietf:params:acme:error:" + acme);
  }
}
