package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.seat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Account;
import shomei.domain.certificate.Certificate;
import shomei.domain.history.Act;
import shomei.domain.pairing.Tool;
import shomei.domain.pairing.WaitingTools;
import shomei.domain.subscriber.Subscriber;

public abstract class WaitingToolsContract extends PortContract {
  @Test
  void aToolWaitsForTheSeatsOfItsAccountsCertificatesWhileTheyAreGood() {
    Subscriber holder = given.administrator("10000000000001");
    Subscriber other = given.administrator("10000000000002");
    Account account = given.account();
    Tool tool = waiting(account, NOW);
    waiting(given.account(), NOW);
    assertThat(of(holder, NOW)).as("before it acquired").isEmpty();
    Certificate certificate = given.issued(given.ready(account, seat(holder)));
    assertThat(of(holder, NOW)).containsExactly(tool);
    assertThat(of(other, NOW)).isEmpty();
    assertThat(ports.waitingTools().of(AKEBONO, holder.name(), NOW)).isEmpty();
    ports
        .certificates()
        .revoke(
            certificate.serial(),
            new Certificate.Revocation(NOW, Optional.empty()),
            entry(Act.CERTIFICATE_REVOKED, "certificate:" + certificate.serial()));
    assertThat(of(holder, NOW)).isEmpty();
  }

  @Test
  void forAnExpiredCertificateNobodyWaits() {
    Subscriber holder = given.administrator("10000000000001");
    Account account = given.account();
    Certificate certificate = given.issued(given.ready(account, seat(holder)));
    Tool tool = waiting(account, certificate.notAfter());
    assertThat(of(holder, certificate.notAfter())).containsExactly(tool);
    assertThat(of(holder, certificate.notAfter().plusSeconds(1))).isEmpty();
  }

  @Test
  void itWaitsNoLongerThanItIsFresh() {
    Subscriber holder = given.administrator("10000000000001");
    Tool tool = waiting(holder, NOW);
    Instant stale = NOW.plus(WaitingTools.FRESH);
    assertThat(of(holder, stale.minusMillis(1))).containsExactly(tool);
    assertThat(of(holder, stale)).isEmpty();
    ports.waitingTools().wait(tool, MIDORI, stale);
    assertThat(of(holder, stale)).containsExactly(tool);
  }

  @Test
  void anAccountHasOneToolTheLast() {
    Subscriber holder = given.administrator("10000000000001");
    Tool first = waiting(holder, NOW);
    Tool second = new Tool(first.account(), "PC-124", "hanako", "0.2", List.of());
    ports.waitingTools().wait(second, MIDORI, NOW.plusSeconds(1));
    assertThat(of(holder, NOW.plusSeconds(1))).containsExactly(second);
  }

  @Test
  void ofSeveralToolsTheOneHeardOfLastComesFirst() {
    Subscriber holder = given.administrator("10000000000001");
    Account there = given.account();
    Account here = given.account();
    Certificate old = given.issued(given.ready(there, seat(holder)));
    given.issued(given.renewal(here, old));
    Tool first = waiting(there, NOW);
    Tool last = waiting(here, NOW.plusSeconds(1));
    assertThat(of(holder, NOW.plusSeconds(1))).containsExactly(last, first);
  }

  @Test
  void whoeverLeavesIsGoneUnlessItCameAgainMeanwhile() {
    Subscriber holder = given.administrator("10000000000001");
    Tool tool = waiting(holder, NOW.plusSeconds(1));
    ports.waitingTools().leave(tool.account(), NOW);
    assertThat(of(holder, NOW.plusSeconds(1))).containsExactly(tool);
    ports.waitingTools().leave(tool.account(), NOW.plusSeconds(1));
    assertThat(of(holder, NOW.plusSeconds(1))).isEmpty();
    ports.waitingTools().leave(tool.account(), NOW.plusSeconds(1));
  }

  @Test
  void thoseThatWereLastHeardOfBeforeAreForgotten() {
    waiting(given.account(), NOW);
    waiting(given.account(), NOW.plusSeconds(1));
    assertThat(ports.waitingTools().forget(NOW)).isZero();
    assertThat(ports.waitingTools().forget(NOW.plusSeconds(1))).isOne();
    assertThat(ports.waitingTools().forget(NOW.plusSeconds(2))).isOne();
  }

  private Tool waiting(Subscriber holder, Instant at) {
    Account account = given.account();
    given.issued(given.ready(account, seat(holder)));
    return waiting(account, at);
  }

  private Tool waiting(Account account, Instant at) {
    Tool tool = new Tool(account.id(), "PC-123 “緑”", "taro", "0.1", List.of("file", "n,\"s\""));
    ports.waitingTools().wait(tool, MIDORI, at);
    return tool;
  }

  private List<Tool> of(Subscriber holder, Instant at) {
    return ports.waitingTools().of(MIDORI, holder.name(), at);
  }
}
