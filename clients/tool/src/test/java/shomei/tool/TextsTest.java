package shomei.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.FileFault;
import shomei.enrollment.Failure.FileFault.Kind;
import shomei.enrollment.KeyType;
import shomei.enrollment.Question;
import shomei.enrollment.Question.Because;
import shomei.enrollment.StoreLocation;
import shomei.protocol.message.PairingStatus;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.Explanation;
import shomei.tool.outcome.Explanations;
import shomei.tool.talk.Texts;

final class TextsTest {
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);
  private static final Texts JAPANESE = Texts.in(Locale.JAPAN, ZoneOffset.UTC);

  @Test
  void bothLanguagesHaveTheSameTexts() {
    assertThat(JAPANESE.bundle().keySet()).isEqualTo(ENGLISH.bundle().keySet());
  }

  @Test
  void bothLanguagesUseTheSameArguments() {
    Set<String> different = new HashSet<>(ENGLISH.bundle().keySet());
    different.removeIf(key -> arguments(ENGLISH, key).equals(arguments(JAPANESE, key)));

    assertThat(different).isEmpty();
  }

  private static Set<String> arguments(Texts texts, String key) {
    Set<String> found = new HashSet<>();
    String text = texts.bundle().getString(key);
    for (int i = 0; i < 5; i++) {
      if (text.contains("{" + i + "}")) {
        found.add("{" + i + "}");
      }
    }
    return found;
  }

  @Test
  void otherLanguagesGetEnglishWhateverTheSystemSpeaks() {
    assertThat(Texts.in(Locale.FRANCE, ZoneOffset.UTC).say("state.issued")).isEqualTo("issued");
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyProblemIsToldInBothLanguages(ProblemType type) {
    requireTold(new Failure.Refused(Problem.of(type, "so it is")));
  }

  static Stream<Failure> failures() {
    Problem problem = Problem.of(ProblemType.MALFORMED, "so it is");
    Path file = Path.of("file");
    return Stream.of(
            Stream.of(
                new Failure.Refused(problem),
                new Failure.ProofRefused(problem),
                new Failure.LetterRefused(problem),
                new Failure.NewPinRefused(problem),
                new Failure.Busy(problem),
                new Failure.Unfinished(),
                new Failure.NoKnownChallenge(),
                new Failure.ClockWrong(Instant.EPOCH, Instant.EPOCH),
                new Failure.NotAcme("a page"),
                new Failure.NoDirectory(URI.create("https://ca.example/")),
                new Failure.BadProxyAddress("proxy"),
                new Failure.ProxyLoginRefused("proxy:3128"),
                new Failure.Interrupted(),
                new Failure.NotAPin(new Question.LoginPin(Because.FIRST)),
                new Failure.UnfitPassword(),
                new Failure.NothingHeld("1/a"),
                new Failure.UnfinishedElsewhere(StoreLocation.ofFile("file")),
                new Failure.InUse(file),
                new Failure.BadLink(),
                new Failure.HostRefused("ca.example"),
                new Failure.Declined(),
                new Failure.PageEnded(PairingStatus.EXPIRED),
                new Failure.PageEnded(PairingStatus.VALID),
                new Failure.OtherToRenew("1/a", "1A"),
                new Failure.ServerTooOld("ca.example"),
                new Failure.ProgramTooOld("ca.example"),
                new Failure.NoCertificates(file),
                new Failure.Damaged(file),
                new Failure.ForeignFile(file),
                new Failure.WrongPassword(file),
                new Failure.KeyGone("file"),
                new Failure.OtherCertificate("file"),
                new Failure.NoToken("label"),
                new Failure.TokenPinRefused("label"),
                new Failure.TokenFault("label", "why"),
                new Failure.NotInStore(KeyType.ED25519, "file"),
                new Failure.OtherSystem(new StoreLocation.Mac(StoreLocation.Mac.LOGIN)),
                new Failure.NoNss()),
            Arrays.stream(Failure.Mismatch.values()).map(Failure.WrongCertificate::new),
            Arrays.stream(Failure.Obstacle.values())
                .map(why -> new Failure.StoreFault("store", why, "why")),
            Arrays.stream(Failure.CodeFault.values()).map(Failure.BadCode::new),
            Arrays.stream(Failure.Cause.values())
                .map(why -> new Failure.Unreachable(why, "ca", "why")),
            Arrays.stream(Kind.values())
                .map(kind -> new FileFault(kind, "why"))
                .flatMap(
                    fault ->
                        Stream.of(
                            new Failure.CannotRead(file, fault),
                            new Failure.CannotWrite(file, fault))),
            Stream.of(
                    new Question.LoginPin(Because.FIRST),
                    new Question.NewPin(Because.FIRST, null),
                    new Question.LetterCode(Because.FIRST),
                    new Question.FilePassword("file", Because.FIRST),
                    new Question.NewFilePassword(Because.FIRST),
                    new Question.TokenPin("label"))
                .map(Failure.Unanswered::new))
        .flatMap(Function.<Stream<? extends Failure>>identity())
        .map(Failure.class::cast);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureIsToldInBothLanguages(Failure failure) {
    requireTold(failure);
  }

  @Test
  void noFailureIsForgottenHere() {
    assertThat(failures().map(Object::getClass).distinct())
        .hasSameElementsAs(List.of(Failure.class.getPermittedSubclasses()));
  }

  private static void requireTold(Failure failure) {
    for (boolean someoneThere : new boolean[] {true, false}) {
      Explanation why = Explanations.of(failure, someoneThere);
      for (Texts texts : List.of(ENGLISH, JAPANESE)) {
        assertThat(texts.say(why.text(), why.arguments().toArray()))
            .isNotBlank()
            .doesNotContain("{")
            .doesNotContain("Exception");
      }
      assertThat(why.code()).isNotIn(ExitCode.OK, ExitCode.FAULT);
    }
  }

  @Test
  void noTwoWaysToEndHaveTheSameNumber() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acquire", "renew", "list", "show", "link", "wait"})
  void theHelpExplainsEveryOption(String command, @TempDir Path folder) throws Exception {
    try (Rig rig = Rig.in(folder)) {
      Rig.Ended help = rig.run(command, "--help", "--lang", "ja");

      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("表示言語（ja または en）").doesNotContain("Description");
      List<String> lines = help.out().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).matches("\\s+--\\S+")) {
          assertThat(lines.get(i + 1)).as("below " + lines.get(i)).matches("\\s{20,}\\S.*");
        }
      }
    }
  }
}
