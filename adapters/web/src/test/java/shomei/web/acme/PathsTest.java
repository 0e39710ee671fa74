package shomei.web.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.domain.authorization.Challenge;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;

final class PathsTest {
  private static final String BASE = "https://ca.example:8443";
  private static final UUID ID = UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000f");
  private static final InstitutionId KITA = new InstitutionId("kita");

  private final Paths paths = new Paths(URI.create(BASE));

  static Stream<Resource> resources() {
    return Stream.of(
        new Resource.Directory(),
        new Resource.NewNonce(),
        new Resource.NewAccount(),
        new Resource.AccountOf(new AccountId(ID)),
        new Resource.OrdersOf(new AccountId(ID)),
        new Resource.NewOrder(),
        new Resource.OrderOf(new OrderId(ID)),
        new Resource.FinalizeOf(new OrderId(ID)),
        new Resource.AuthorizationOf(new AuthorizationId(ID)),
        new Resource.ChallengeOf(new AuthorizationId(ID), Challenge.Kind.POSSESSION_01),
        new Resource.CertificateOf(new Serial("4" + "0".repeat(31))),
        new Resource.RevokeCert(),
        new Resource.KeyChange(),
        new Resource.RenewalInfoOf("AAAA.BBBB"));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void everyUrlIsReadBackAsWhatItWasWrittenFor(Resource resource) {
    String url = paths.url(KITA, resource).toString();
    assertThat(url).startsWith(BASE + "/acme/kita/");
    assertThat(paths.readUrl(url)).contains(new ResourceUrl(KITA, resource));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void noOtherSpellingNamesIt(Resource resource) {
    String url = paths.url(KITA, resource).toString();
    String path = url.substring(BASE.length());
    for (String other :
        new String[] {
          path + "/",
          "/" + path,
          path.replace("/acme/", "/acme//"),
          path.replace("/kita/", "/KITA/"),
          path.replace("/acme/", "/ACME/"),
          path + "/x/y/z",
          path.substring(1)
        }) {
      assertThat(paths.read(other)).as(other).isNotEqualTo(paths.read(path));
    }
    assertThat(paths.readUrl(url.replace("https", "http"))).isEmpty();
    assertThat(paths.readUrl(url.replace(":8443", ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ca.example",
        "https://ca.example/",
        "https://ca.example/x",
        "https://ca.example?x",
        "https://u@ca.example",
        "ca.example",
        "https:///x"
      })
  void thePublicBaseIsAnHttpsOriginAndNothingElse(String base) {
    URI other = URI.create(base);
    assertThatThrownBy(() -> new Paths(other)).isInstanceOf(IllegalArgumentException.class);
  }
}
