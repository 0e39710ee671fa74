package shomei.protocol.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shomei.protocol.identifier.Identifier;
import shomei.protocol.json.Json;

class ProblemTest {

  @Test
  void aDocumentHasTypeDetailAndStatusAndNoEmptyMembers() {
    assertThat(json(Problem.of(ProblemType.BAD_NONCE, "Take a new one.")))
        .isEqualTo(
            "{\"type\":\"urn:ietf:params:acme:error:badNonce\",\"detail\":\"Take a new one.\",\"status\":400}");
  }

  @Test
  void theIdentifierStandsInSubproblemsOnly() {
    Problem each =
        Problem.of(ProblemType.REJECTED_IDENTIFIER, "Not ours.", Identifier.dns("example.org"));
    Problem all =
        Problem.of(ProblemType.COMPOUND, "One name is refused.").withSubproblems(List.of(each));

    assertThat(json(all))
        .isEqualTo(
            "{\"type\":\"urn:ietf:params:acme:error:compound\",\"detail\":\"One name is refused.\",\"status\":400,"
                + "\"subproblems\":[{\"type\":\"urn:ietf:params:acme:error:rejectedIdentifier\",\"detail\":\"Not ours.\","
                + "\"identifier\":{\"type\":\"dns\",\"value\":\"example.org\"}}]}");
    assertThat(Json.read(Json.write(all), Problem.class)).isEqualTo(all);
  }

  @Test
  void shomeisOwnTypesTellWhenToTryAgain() {
    Problem early =
        Problem.of(ProblemType.RENEWAL_NOT_OPEN, "Too early.")
            .withNotBefore(Instant.parse("2027-10-22T00:00:00Z"));

    assertThat(json(early))
        .contains("\"urn:shomei:error:renewalNotOpen\"")
        .contains("\"notBefore\":\"2027-10-22T00:00:00Z\"");
    assertThat(Json.read(Json.write(early), Problem.class).hasType(ProblemType.RENEWAL_NOT_OPEN))
        .isTrue();
  }

  @Test
  void aForeignDocumentIsReadToo() {
    Problem foreign =
        Json.read("{\"title\":\"Bad Gateway\",\"traceId\":\"7\"}".getBytes(UTF_8), Problem.class);

    assertThat(foreign.type()).isEqualTo(URI.create("about:blank"));
    assertThat(foreign.knownType()).isEmpty();
  }

  @Test
  void aDetailHasNoControlCharactersAndABound() {
    assertThat(Problem.of(ProblemType.MALFORMED, "a\r\nb\u001b[31m\u202ec").detail())
        .isEqualTo("a  b [31m c");
    assertThat(Problem.of(ProblemType.MALFORMED, "a".repeat(10_000)).detail()).hasSize(501);
  }

  @Test
  void everyTypeIsFoundByItsUrnAndHasAClientOrServerStatus() {
    assertThat(Stream.of(ProblemType.values()))
        .allSatisfy(
            type -> {
              assertThat(ProblemType.of(type.urn())).contains(type);
              assertThat(type.status()).isBetween(400, 599);
            });
    assertThat(Stream.of(ProblemType.values()).map(ProblemType::urn)).doesNotHaveDuplicates();
  }

  private static String json(Problem problem) {
    return new String(Json.write(problem), UTF_8);
  }
}
