package shomei.house;

import static com.tngtech.archunit.lang.SimpleConditionEvent.satisfied;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;

/// The condition that a method or constructor makes some call; ArchUnit has it for classes only.
final class Calls {

  private Calls() {}

  static ArchCondition<JavaCodeUnit> make(DescribedPredicate<JavaAccess<?>> wanted) {
    return new ArchCondition<>("call " + wanted.getDescription()) {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        unit.getAccessesFromSelf().stream()
            .filter(wanted)
            .forEach(call -> events.add(satisfied(call, call.getDescription())));
      }
    };
  }
}
