package shomei.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Event;
import shomei.enrollment.Failure;
import shomei.enrollment.KeyType;
import shomei.enrollment.Question;
import shomei.enrollment.Question.Because;
import shomei.enrollment.ScriptedFace;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.CertificateSummary.Renewable;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.ProfileSettings;
import shomei.enrollment.state.StateDirectory;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.ClientSettings;
import shomei.sdk.stand.Stand;

/// The engine as a window would use it; the command line's tests say the rest.
final class EnrollmentTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String SUBSCRIBER = "12345678901234/taro";
  private static final String PASSWORD = "correct horse";
  private static final EnrollmentOptions OPTIONS =
      new EnrollmentOptions(KeyType.P256, null, Optional.empty());

  @TempDir Path folder;
  private Stand stand;
  private Profile profile;
  private final List<CertificateSummary> reported = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    stand = new Stand(CLOCK);
    stand.office().register(SUBSCRIBER, "1357");
    stand.caFile(folder);
    profile =
        new StateDirectory(folder.resolve("state"))
            .open(
                stand.directory(),
                SUBSCRIBER,
                at ->
                    ProfileSettings.fresh(
                        stand.directory(),
                        SUBSCRIBER,
                        StoreLocation.ofFile(folder.resolve("taro.p12").toString())));
  }

  @AfterEach
  void close() {
    stand.close();
  }

  @Test
  void aFaceSeesWhatIsDoneInOrderAndTheCertificateAtTheEnd() {
    ScriptedFace face = new ScriptedFace(PASSWORD, "1357");

    run(EnrollmentType.ACQUIRE, face, StageListener.none());

    assertThat(face.events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "Connecting",
            "CreatingAccount",
            "MakingKey",
            "Ordering",
            "AuthenticatingWithPin",
            "Requesting",
            "Downloading",
            "Storing",
            "Complete");
    assertThat(reported)
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.subject().orElseThrow().commonName())
                    .isEqualTo("12345678901234 taro"));
    assertThat(stand.office().issued()).hasSize(1);
  }

  @Test
  void aFaceIsToldWhyItIsAskedAgainAndWhatIsNoPinIsNotCounted() {
    ScriptedFace face = new ScriptedFace(PASSWORD, "9999", "１３５７", "1357");

    run(EnrollmentType.ACQUIRE, face, StageListener.none());

    assertThat(face.questions)
        .containsExactly(
            new Question.NewFilePassword(Because.FIRST),
            new Question.LoginPin(Because.FIRST),
            new Question.LoginPin(Because.WRONG),
            new Question.LoginPin(Because.UNFIT));
    assertThat(stand.office().issued()).hasSize(1);
  }

  @Test
  void afterThreeWrongPinsItEndsAndNoneIsSentAgain() {
    ScriptedFace face = new ScriptedFace(PASSWORD, "9991", "9992", "9993", "1357");

    Failure failure = failure(EnrollmentType.ACQUIRE, face);

    assertThat(failure)
        .isInstanceOfSatisfying(
            Failure.Refused.class,
            refused ->
                assertThat(refused.problem().hasType(ProblemType.INCORRECT_RESPONSE)).isTrue());
    assertThat(stand.office().seat(SUBSCRIBER).wrongPins()).isEqualTo(3);
    assertThat(face.questions).hasSize(4);
  }

  @Test
  void whoGivesNoAnswerIsToldWhatWasAsked() {
    assertThat(failure(EnrollmentType.ACQUIRE, new ScriptedFace()))
        .isEqualTo(new Failure.Unanswered(new Question.NewFilePassword(Because.FIRST)));
    assertThat(stand.office().orders()).isZero();
  }

  @Test
  void anotherEngineGoesOnWhereOneWasCutOff() {
    assertThatThrownBy(
            () ->
                run(
                    EnrollmentType.ACQUIRE,
                    new ScriptedFace(PASSWORD, "1357"),
                    (stage, side) -> {
                      if (stage == Stage.ISSUED) {
                        throw new StackOverflowError("cut off");
                      }
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(Enrollment.unfinished(profile)).contains(EnrollmentType.ACQUIRE);
    ScriptedFace face = new ScriptedFace(PASSWORD);

    run(EnrollmentType.ACQUIRE, face, StageListener.none());

    assertThat(face.events).contains(new Event.Resuming());
    assertThat(Enrollment.unfinished(profile)).isEmpty();
    assertThat(stand.office().issued()).hasSize(1);
  }

  @Test
  void aRenewalAsksForThePinOnlyWhereTheServerWantsIt() {
    run(EnrollmentType.ACQUIRE, new ScriptedFace(PASSWORD, "1357"), StageListener.none());
    ScriptedFace without = new ScriptedFace(PASSWORD);
    run(EnrollmentType.RENEW, without, StageListener.none());
    stand.office().requirePinForRenewal();
    ScriptedFace with = new ScriptedFace(PASSWORD, "1357");

    run(EnrollmentType.RENEW, with, StageListener.none());

    assertThat(without.questions).hasSize(1);
    assertThat(with.questions).hasSize(2).contains(new Question.LoginPin(Because.FIRST));
    assertThat(stand.office().issued()).hasSize(3);
  }

  @Test
  void theAdviserTellsWhetherToRenewAndWhyItCannot() {
    run(EnrollmentType.ACQUIRE, new ScriptedFace(PASSWORD, "1357"), StageListener.none());
    RenewalAdviser adviser =
        new RenewalAdviser(new ServerConnection(connection(), client(), new ScriptedFace()), CLOCK);
    stand.office().openRenewal(CLOCK.instant().minus(Duration.ofDays(1)));

    assertThat(adviser.ask(profile).certificate().renewable()).isEqualTo(Renewable.YES);

    stand.close();
    assertThat(adviser.ask(profile))
        .isInstanceOfSatisfying(
            RenewalAdviser.Advice.Unknown.class,
            unknown -> assertThat(unknown.why()).isInstanceOf(Failure.Unreachable.class));
  }

  private Failure failure(EnrollmentType type, ScriptedFace face) {
    try {
      run(type, face, StageListener.none());
    } catch (EnrollmentException told) {
      return told.failure();
    }
    throw new AssertionError("it went well");
  }

  private void run(EnrollmentType type, ScriptedFace face, StageListener listener) {
    new Enrollment(face, client(), new SecureRandom(), listener)
        .run(type, profile, Optional.empty(), OPTIONS, connection(), reported::add);
  }

  private ConnectionOptions connection() {
    return new ConnectionOptions(
        folder.resolve("stand-ca.pem").toString(), "none", Optional.empty(), Map.of());
  }

  private static ClientSettings client() {
    return ClientSettings.usual(CLOCK).withWaiter(time -> {});
  }
}
