package shomei.enrollment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shomei.enrollment.Decision;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.Question;
import shomei.enrollment.ScriptedFace;
import shomei.enrollment.engine.Stage;
import shomei.enrollment.engine.StageListener;
import shomei.protocol.message.PairedAct;
import shomei.protocol.message.PairingReport;
import shomei.protocol.message.PairingStatus;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.stand.Fault;
import shomei.sdk.stand.Pages;

/// A page and the engine meet, and one certificate comes of it.
final class PairingRunTest {
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

  private Pages.Page acquisition() {
    return rig.pages.open(PairedAct.ACQUIRE, PageRig.USER).asking().withCode(PageRig.CODE);
  }

  @Test
  void aTypedCodeLeadsToAQuestionThenToThePinAndTheCertificate() {
    Pages.Page page = acquisition();
    ScriptedFace face = new ScriptedFace("yes", PageRig.PASSWORD, "1357");

    rig.open(face);

    assertThat(face.decisions)
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.RunForPage.class,
            asked -> {
              assertThat(asked.page().in(Locale.JAPANESE)).isEqualTo("北銀行");
              assertThat(asked.page().in(Locale.ENGLISH)).isEqualTo("Kita Bank");
              assertThat(asked.subscriber()).isEqualTo(PageRig.USER);
            });
    assertThat(page.status()).isEqualTo(PairingStatus.VALID);
    PairingReport last = page.reports().getLast();
    assertThat(last.certificate())
        .isEqualToIgnoringCase(
            rig.stand.office().issued().getFirst().getSerialNumber().toString(16));
    assertThat(last.store()).endsWith("taro.p12");
    assertThat(page.reports())
        .extracting(PairingReport::status)
        .startsWith(PairingStatus.CONFIRMED)
        .contains(PairingStatus.PROCESSING);
    assertThat(new UnfinishedPage(rig.context(face, StageListener.none())).look()).isEmpty();
  }

  @Test
  void whoRefusesIsAskedNothingMoreAndThePageKnows() {
    Pages.Page page = acquisition();
    ScriptedFace face = new ScriptedFace("no");

    assertFailure(new Failure.Declined(), () -> rig.open(face));

    assertThat(page.status()).isEqualTo(PairingStatus.REFUSED);
    assertThat(face.questions).isEmpty();
    assertThat(rig.stand.office().orders()).isZero();
  }

  @Test
  void wherePageAndToolShowTheSameNumberNoPinIsAskedFor() {
    Pages.Page page =
        rig.pages.open(PairedAct.ACQUIRE, PageRig.USER).withCode(PageRig.CODE).comparing("42");
    ScriptedFace face =
        new ScriptedFace(PageRig.PASSWORD) {
          @Override
          public void show(Event event) {
            super.show(event);
            if (event instanceof Event.CompareNumber) {
              page.confirmPc();
            }
          }
        };

    rig.open(face);

    assertThat(face.events).contains(new Event.CompareNumber("42"), new Event.PcConfirmed());
    assertThat(face.questions).noneMatch(Question.LoginPin.class::isInstance);
    assertThat(rig.stand.office().issued()).hasSize(1);
    assertThat(page.status()).isEqualTo(PairingStatus.VALID);
    assertThat(rig.stand.office().accounts()).isEqualTo(2);
  }

  @Test
  void whileTheNumbersAreComparedThePageHearsNothingAndARunThatIsTakenUpComparesAgain() {
    Pages.Page page =
        rig.pages.open(PairedAct.ACQUIRE, PageRig.USER).withCode(PageRig.CODE).comparing("42");
    assertThatThrownBy(
            () ->
                rig.open(
                    new ScriptedFace() {
                      @Override
                      public void show(Event event) {
                        if (event instanceof Event.CompareNumber) {
                          throw new EnrollmentException(new Failure.Interrupted());
                        }
                      }
                    }))
        .isInstanceOf(EnrollmentException.class);
    assertThat(page.status()).isEqualTo(PairingStatus.FOUND);
    page.confirmPc();
    ScriptedFace face = new ScriptedFace(PageRig.PASSWORD);

    new UnfinishedPage(rig.context(face, StageListener.none())).takeUp();

    assertThat(face.questions).noneMatch(Question.LoginPin.class::isInstance);
    assertThat(page.status()).isEqualTo(PairingStatus.VALID);
  }

  @ParameterizedTest
  @EnumSource(value = Stage.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTHORIZED")
  void whatThePageHandedOverIsUsedOnceWhereverTheRunIsCutOff(Stage stage) {
    Pages.Page page =
        rig.pages.open(PairedAct.ACQUIRE, PageRig.USER).withCode(PageRig.CODE).comparing("42");
    assertThatThrownBy(
            () ->
                rig.open(
                    new ScriptedFace(PageRig.PASSWORD) {
                      @Override
                      public void show(Event event) {
                        if (event instanceof Event.CompareNumber) {
                          page.confirmPc();
                        }
                      }
                    },
                    (reached, side) -> {
                      if (reached == stage && side == StageListener.Side.AFTER) {
                        throw new StackOverflowError("cut off");
                      }
                    }))
        .isInstanceOf(StackOverflowError.class);
    ScriptedFace face = new ScriptedFace(PageRig.PASSWORD);

    new UnfinishedPage(rig.context(face, StageListener.none())).takeUp();

    assertThat(face.questions).noneMatch(Question.LoginPin.class::isInstance);
    assertThat(rig.stand.office().issued()).hasSize(1);
    assertThat(page.status()).isEqualTo(PairingStatus.VALID);
  }

  @Test
  void aPageThatEndsWhileTheNumbersAreComparedEndsTheRun() {
    Pages.Page page =
        rig.pages.open(PairedAct.ACQUIRE, PageRig.USER).withCode(PageRig.CODE).comparing("42");
    ScriptedFace face =
        new ScriptedFace(PageRig.PASSWORD) {
          @Override
          public void show(Event event) {
            if (event instanceof Event.CompareNumber) {
              page.expire();
            }
          }
        };

    assertFailure(new Failure.PageEnded(PairingStatus.EXPIRED), () -> rig.open(face));
    assertThat(rig.stand.office().orders()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void cutOffAnywhereThePageIsTakenUpAndOneCertificateResults(Stage stage) {
    Pages.Page page = acquisition();
    assertThatThrownBy(
            () ->
                rig.open(
                    new ScriptedFace("yes", PageRig.PASSWORD, "1357"),
                    (reached, side) -> {
                      if (reached == stage && side == StageListener.Side.AFTER) {
                        throw new StackOverflowError("cut off");
                      }
                    }))
        .isInstanceOf(StackOverflowError.class);
    boolean pinWasRight = stage.compareTo(Stage.AUTHORIZED) >= 0;
    boolean keyWasMade = stage.compareTo(Stage.KEY) >= 0;
    List<String> answers = new ArrayList<>(List.of(PageRig.PASSWORD));
    if (!pinWasRight) {
      answers.add("1357");
    }
    ScriptedFace face = new ScriptedFace(answers.toArray(String[]::new));
    UnfinishedPage unfinished = new UnfinishedPage(rig.context(face, StageListener.none()));
    // reported: only the page is to be told
    assertThat(unfinished.look().isPresent()).isEqualTo(stage != Stage.REPORTED);

    unfinished.takeUp();

    assertThat(rig.stand.office().issued()).as("key made: " + keyWasMade).hasSize(1);
    assertThat(page.status()).isEqualTo(PairingStatus.VALID);
    assertThat(face.decisions).isEmpty();
    assertThat(unfinished.look()).isEmpty();
  }

  @Test
  void aServerThatIsAwayForAWhileInterruptsAndTheRunGoesOnByItself() {
    Pages.Page page = acquisition();
    rig.stand.spoil("neworder", Collections.nCopies(6, Fault.CUT_BEFORE).toArray(Fault[]::new));
    ScriptedFace face = new ScriptedFace("yes", PageRig.PASSWORD, "1357");

    rig.open(face);

    assertThat(face.events).anyMatch(Event.HeldUp.class::isInstance);
    assertThat(page.status()).isEqualTo(PairingStatus.VALID);
    assertThat(face.questions).hasSize(2);
    assertThat(rig.stand.office().issued()).hasSize(1);
  }

  @Test
  void reportsThatDoNotArriveFailNothingAndTheOutcomeIsToldTheNextTime() {
    Pages.Page page = acquisition();
    rig.stand.spoil("pairing", Collections.nCopies(400, Fault.CUT_BEFORE).toArray(Fault[]::new));
    ScriptedFace face = new ScriptedFace("yes", PageRig.PASSWORD, "1357");

    rig.open(face);

    assertThat(rig.stand.office().issued()).hasSize(1);
    assertThat(face.events).contains(new Event.PageNotTold());
    assertThat(page.status()).isEqualTo(PairingStatus.FOUND);
    rig.stand.heal();

    UnfinishedPage unfinished =
        new UnfinishedPage(rig.context(new ScriptedFace(), StageListener.none()));
    assertThat(unfinished.look()).isEmpty();
    unfinished.tellOutcome();

    assertThat(page.status()).isEqualTo(PairingStatus.VALID);
    assertThat(rig.stand.office().issued()).hasSize(1);
  }

  @Test
  void aRunThatCannotGoOnTellsThePageWhy() {
    Pages.Page page = acquisition();

    assertThatThrownBy(
            () -> rig.open(new ScriptedFace("yes", PageRig.PASSWORD, "9991", "9992", "9993")))
        .isInstanceOf(EnrollmentException.class);

    assertThat(page.reports().getLast()).isEqualTo(PageReports.interrupted("refused"));
  }

  @Test
  void whileAnotherRunWorksThePageIsToldSo() {
    Pages.Page page = acquisition();

    rig.state.holding(
        () ->
            assertFailure(
                new Failure.InUse(rig.state.root()), () -> rig.open(new ScriptedFace("yes"))));

    assertThat(page.reports()).containsExactly(PageReports.interrupted("inUse"));
  }

  @Test
  void aWrongCodeIsTheServersToRefuse() {
    assertThatThrownBy(() -> rig.open(new ScriptedFace()))
        .isInstanceOfSatisfying(
            EnrollmentException.class,
            told ->
                assertThat(told.failure())
                    .isInstanceOfSatisfying(
                        Failure.Refused.class,
                        refused ->
                            assertThat(refused.problem().hasType(ProblemType.UNKNOWN_CODE))
                                .isTrue()));
  }

  @Test
  void anOlderServerIsToldFromABrokenOne() {
    rig.pages.shut();

    assertFailure(
        new Failure.ServerTooOld(rig.stand.institution().getAuthority()),
        () -> rig.open(new ScriptedFace()));
  }

  @Test
  void aServerThatSpeaksMoreThanThisProgramAsksForAnUpdate() {
    acquisition();
    rig.stand.spoil("waiting", Fault.WEB_PAGE);

    assertFailure(
        new Failure.ProgramTooOld(rig.stand.institution().getAuthority()),
        () -> rig.open(new ScriptedFace()));
  }

  @Test
  void aPageThatWantsAnotherCertificateRenewedIsToldSo() {
    acquisition();
    rig.open(new ScriptedFace("yes", PageRig.PASSWORD, "1357"));
    Pages.Page page =
        rig.pages.open(PairedAct.RENEW, PageRig.USER).renewing("1A").withCode(PageRig.CODE);

    assertFailure(new Failure.OtherToRenew(PageRig.USER, "1A"), () -> rig.open(new ScriptedFace()));
    assertThat(page.reports().getLast()).isEqualTo(PageReports.interrupted("notHeld"));
  }

  private static void assertFailure(Failure failure, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            EnrollmentException.class, told -> assertThat(told.failure()).isEqualTo(failure));
  }
}
