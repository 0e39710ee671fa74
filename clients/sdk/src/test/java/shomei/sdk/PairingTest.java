package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingObject;
import shomei.protocol.message.PairingReport;
import shomei.protocol.message.PairingStatus;
import shomei.protocol.message.Waiting;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.stand.Pages;

/// Where a tool meets a page.
final class PairingTest {
  private static final String USER = "12345678901234/taro";

  private Against against;
  private Pages pages;
  private AcmeAccount account;

  @BeforeEach
  void open() throws Exception {
    against = Against.aStand();
    pages = against.stand.office().pages();
    account = against.newAccount();
  }

  @AfterEach
  void close() {
    against.close();
  }

  @Test
  void whoWaitsIsToldThatNobodyCame() {
    assertThat(account.waiting(tool(null))).isEmpty();
    assertThat(pages.seen()).containsExactly(tool(null));
  }

  @Test
  void aPageThatWantsTheAccountIsFoundAndToldHowFarTheToolIs() {
    Pages.Page page = pages.open(PairedAct.RENEW, USER).renewing("1A").wanting(0);

    Located<PairingObject> found = account.waiting(tool(null)).orElseThrow();
    PairingReport report = new PairingReport(PairingStatus.PROCESSING, 3, 8, null, null, null);
    PairingObject after = account.report(found.url(), report);

    assertThat(found.resource().certificate()).isEqualTo("1A");
    assertThat(after.status()).isEqualTo(PairingStatus.PROCESSING);
    assertThat(account.pairing(found.url()).status()).isEqualTo(PairingStatus.PROCESSING);
    assertThat(page.reports()).containsExactly(report);
  }

  @Test
  void aWrongCodeIsToldAsSuch() {
    pages.open(PairedAct.ACQUIRE, USER).withCode("ABCDEFGH");

    assertThatThrownBy(() -> account.waiting(tool("ABCDEFGJ")))
        .isInstanceOfSatisfying(
            AcmeFailure.Refused.class,
            refused -> assertThat(refused.is(ProblemType.UNKNOWN_CODE)).isTrue());
    assertThat(account.waiting(tool("abcd-efgh"))).isPresent();
  }

  @Test
  void anAnswerThatIsHeldDoesNotRunIntoTheTimeOfOtherRequests() {
    assertThat(AcmeResource.WAITING.held()).isEqualTo(Duration.ofSeconds(30));
    assertThat(AcmeResource.PAIRING.held()).isZero();
  }

  @Test
  void anOlderServerHasNoPages() {
    pages.shut();
    try (AcmeServer server = AcmeServer.at(against.stand.directory(), against.settings)) {
      assertThat(server.meetsPages()).isFalse();
    }
  }

  private static Waiting tool(@Nullable String code) {
    return new Waiting("PC-123", "taro", "0.1", List.of("file"), code);
  }
}
