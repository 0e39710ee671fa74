package shomei.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Calls that nobody makes, references to methods included: they hide time, state or an end of the
/// process from those who read.
final class CallsTest {

  private static final JavaClasses ALL = Project.here().classes();
  private static final JavaClasses MAIN = ALL.that(Project.shipped());

  private static final DescribedPredicate<JavaAccess<?>> NOW_WITHOUT_A_CLOCK =
      describe(
          "now() without a clock",
          call ->
              call.getName().equals("now")
                  && call.getTargetOwner().getPackageName().startsWith("java.time")
                  && parameters(call).stream().noneMatch(type -> type.isEquivalentTo(Clock.class)));

  private static final DescribedPredicate<JavaAccess<?>> THE_TIME_OF_THE_MACHINE =
      describe(
          "the time of the machine",
          call ->
              call.getTargetOwner().isEquivalentTo(System.class)
                      && call.getName().equals("currentTimeMillis")
                  || call.getTargetOwner().isEquivalentTo(Date.class)
                      && call.getName().equals("<init>")
                      && parameters(call).isEmpty());

  private static final DescribedPredicate<JavaAccess<?>> A_CLOCK_OF_THE_MACHINE =
      describe(
          "a clock of the machine",
          call ->
              (call.getTargetOwner().isEquivalentTo(Clock.class)
                      || call.getTargetOwner().isEquivalentTo(InstantSource.class))
                  && call.getName().startsWith("system"));

  private static final DescribedPredicate<JavaAccess<?>> A_SLEEP =
      describe(
          "a sleep",
          call ->
              call.getName().equals("sleep")
                  && (call.getTargetOwner().isEquivalentTo(Thread.class)
                      || call.getTargetOwner().isEquivalentTo(TimeUnit.class)));

  private static final DescribedPredicate<JavaAccess<?>> THE_END_OF_THE_PROCESS =
      describe(
          "the end of the process",
          call ->
              (call.getTargetOwner().isEquivalentTo(System.class)
                      || call.getTargetOwner().isEquivalentTo(Runtime.class))
                  && List.of("exit", "halt").contains(call.getName()));

  @Test
  void timeComesFromAClock() {
    noClasses().should().accessTargetWhere(NOW_WITHOUT_A_CLOCK).check(ALL);
    noClasses().should().accessTargetWhere(THE_TIME_OF_THE_MACHINE).check(ALL);
  }

  @Test
  void onlyTheProgramsChooseTheClockOfTheMachine() {
    noClasses()
        .that(
            resideInAnyPackage(
                "shomei.domain..",
                "shomei.protocol..",
                "shomei.web..",
                "shomei.postgres..",
                "shomei.pki..",
                "shomei.smtp..",
                "shomei.validation..",
                "shomei.sdk.."))
        .should()
        .accessTargetWhere(A_CLOCK_OF_THE_MACHINE)
        .check(MAIN);
  }

  @Test
  void nobodySleeps() {
    noClasses().should().accessTargetWhere(A_SLEEP).check(ALL);
  }

  @Test
  void onlyAMainMethodEndsTheProcess() {
    noCodeUnits()
        .that()
        .doNotHaveName("main")
        .should(Calls.make(THE_END_OF_THE_PROCESS))
        .check(MAIN);
  }

  @Test
  void nobodyForcesAccess() {
    noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "setAccessible",
                call ->
                    call.getName().equals("setAccessible")
                        && call.getTargetOwner().getPackageName().equals("java.lang.reflect")))
        .check(ALL);
  }

  @Test
  void noStaticFieldChanges() {
    fields().that().areStatic().should().beFinal().check(MAIN);
  }

  /// The types that the method or constructor takes; a field takes none.
  private static List<JavaClass> parameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        ? target.getRawParameterTypes()
        : List.of();
  }
}
