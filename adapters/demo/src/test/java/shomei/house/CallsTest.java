package shomei.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.reflect.AccessibleObject;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Calls that nobody makes: they hide time, state or an end of the process from those who read.
final class CallsTest {

  private static final JavaClasses ALL = Project.here().allClasses();
  private static final JavaClasses MAIN = Project.here().mainClasses();

  private static final DescribedPredicate<JavaCall<?>> NOW_WITHOUT_A_CLOCK =
      describe(
          "now() without a clock",
          call ->
              call.getName().equals("now")
                  && call.getTargetOwner().getPackageName().startsWith("java.time")
                  && call.getTarget().getRawParameterTypes().stream()
                      .noneMatch(type -> type.isAssignableTo(Clock.class)));

  private static final DescribedPredicate<JavaCall<?>> THE_TIME_OF_THE_MACHINE =
      describe(
          "the time of the machine",
          call ->
              call.getTargetOwner().isEquivalentTo(System.class)
                      && call.getName().equals("currentTimeMillis")
                  || call.getTargetOwner().isEquivalentTo(Date.class)
                      && call.getName().equals("<init>")
                      && call.getTarget().getRawParameterTypes().isEmpty());

  private static final DescribedPredicate<JavaCall<?>> A_CLOCK_OF_THE_MACHINE =
      describe(
          "a clock of the machine",
          call ->
              (call.getTargetOwner().isEquivalentTo(Clock.class)
                      || call.getTargetOwner().isEquivalentTo(InstantSource.class))
                  && call.getName().startsWith("system"));

  private static final DescribedPredicate<JavaCall<?>> A_SLEEP =
      describe(
          "a sleep",
          call ->
              call.getName().equals("sleep")
                  && (call.getTargetOwner().isAssignableTo(Thread.class)
                      || call.getTargetOwner().isEquivalentTo(TimeUnit.class)));

  private static final DescribedPredicate<JavaCall<?>> THE_END_OF_THE_PROCESS =
      describe(
          "the end of the process",
          call ->
              (call.getTargetOwner().isEquivalentTo(System.class)
                      || call.getTargetOwner().isEquivalentTo(Runtime.class))
                  && List.of("exit", "halt").contains(call.getName()));

  @Test
  void timeComesFromAClock() {
    noClasses().should().callCodeUnitWhere(NOW_WITHOUT_A_CLOCK).check(ALL);
    noClasses().should().callCodeUnitWhere(THE_TIME_OF_THE_MACHINE).check(ALL);
  }

  @Test
  void onlyTheProgramsChooseTheClockOfTheMachine() {
    noClasses()
        .that(
            resideInAnyPackage(
                "shomei.domain..",
                "shomei.protocol..",
                "shomei.http..",
                "shomei.postgres..",
                "shomei.pki..",
                "shomei.smtp..",
                "shomei.validation..",
                "shomei.sdk.."))
        .should()
        .callCodeUnitWhere(A_CLOCK_OF_THE_MACHINE)
        .check(MAIN);
  }

  @Test
  void nobodySleeps() {
    noClasses().should().callCodeUnitWhere(A_SLEEP).check(ALL);
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
        .callMethodWhere(
            describe(
                "setAccessible",
                call ->
                    call.getName().equals("setAccessible")
                        && call.getTargetOwner().isAssignableTo(AccessibleObject.class)))
        .check(ALL);
  }

  @Test
  void noStaticFieldChanges() {
    fields().that().areStatic().should().beFinal().check(MAIN);
  }
}
