package shomei.enrollment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.enrollment.Decision;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.ScriptedFace;
import shomei.enrollment.engine.StageListener;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingReport;
import shomei.protocol.message.PairingStatus;
import shomei.sdk.stand.Pages;

/// Whom is waited for, and which servers are trusted.
final class PageWaitingTest {
  @TempDir Path folder;
  private PageRig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new PageRig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aHostThatNobodyKnowsIsRefusedUnlessThePersonSaysOtherwise() {
    KnownServers servers = rig.context(new ScriptedFace(), StageListener.none()).servers();
    PairingLink link = PairingLink.parse("shomei://xn--bnk-qla.example:8443/kita/ABCD2345");
    ScriptedFace refusing = new ScriptedFace();

    assertThatThrownBy(() -> servers.require(link.directory(), refusing))
        .isInstanceOfSatisfying(
            EnrollmentException.class,
            told ->
                assertThat(told.failure())
                    .isEqualTo(new Failure.HostRefused("xn--bnk-qla.example:8443")));
    assertThat(refusing.decisions)
        .containsExactly(new Decision.TrustHost("xn--bnk-qla.example:8443"));
    assertThat(servers.require(link.directory(), new ScriptedFace("yes")).authorities()).isNull();
    ScriptedFace unasked = new ScriptedFace();
    assertThat(servers.require(rig.stand.institution(), unasked).name().en())
        .isEqualTo("Kita Bank");
    assertThat(unasked.decisions).isEmpty();
  }

  @Test
  void aWaitingAccountRenewsForItsPageWithoutAQuestion() throws Exception {
    rig.pages.open(PairedAct.ACQUIRE, PageRig.USER).asking().withCode(PageRig.CODE);
    rig.open(new ScriptedFace("yes", PageRig.PASSWORD, "1357"));
    rig.pages.hold();
    String serial = rig.stand.office().issued().getFirst().getSerialNumber().toString(16);
    LinkedBlockingQueue<Optional<Failure>> ended = new LinkedBlockingQueue<>();
    ScriptedFace face = new ScriptedFace(PageRig.PASSWORD);
    try (PageWaiting waiting =
        new PageWaiting(rig.context(face, StageListener.none()), ended::add)) {
      waiting.begin();
      Pages.Page page = rig.pages.open(PairedAct.RENEW, PageRig.USER).renewing(serial).wanting(1);

      assertThat(ended.take()).isEmpty();
      assertThat(page.status()).isEqualTo(PairingStatus.VALID);
      assertThat(page.reports())
          .extracting(PairingReport::status)
          .doesNotContain(PairingStatus.REFUSED);
      rig.pages.letGo();
    }
    assertThat(face.decisions).isEmpty();
    assertThat(rig.stand.office().issued()).hasSize(2);
  }

  @Test
  void aServerWithoutPagesIsNotWaitedFor() throws Exception {
    rig.pages.open(PairedAct.ACQUIRE, PageRig.USER).asking().withCode(PageRig.CODE);
    rig.open(new ScriptedFace("yes", PageRig.PASSWORD, "1357"));
    rig.pages.shut();
    List<Event> shown = new CopyOnWriteArrayList<>();
    ScriptedFace face =
        new ScriptedFace() {
          @Override
          public void show(Event event) {
            shown.add(event);
          }
        };
    var waiter =
        new PageWaiter(
            rig.context(face, StageListener.none()),
            rig.state.profiles().getFirst().settings(),
            new java.util.concurrent.locks.ReentrantLock(),
            failure -> {});

    waiter.run();

    assertThat(shown)
        .containsExactly(
            new Event.CannotWait(
                rig.stand.institution(),
                new Failure.ServerTooOld(rig.stand.institution().getAuthority())));
  }
}
