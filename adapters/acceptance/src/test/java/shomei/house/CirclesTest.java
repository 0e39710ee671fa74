package shomei.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.house.circle.Egg;
import shomei.house.circle.bird.Hen;

/// No package leads back to itself, in any module: what is read first can be told without what is
/// read later.
final class CirclesTest {
  private static final Project PROJECT = Project.here();
  private static final JavaClasses CLASSES = PROJECT.classes().that(Project.shipped());

  /// What jOOQ writes names converters of ours, and ours name what it wrote.
  private static final String GENERATED = "shomei.postgres.schema";

  static Stream<String> modules() {
    return PROJECT.shipping().map(module -> module.getFileName().toString());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void thePackagesOfAModuleHaveNoCircle(String module) {
    JavaClasses own = CLASSES.that(resideInAPackage("shomei." + module + ".."));
    assertThat(own).isNotEmpty();
    noCircle().check(own);
  }

  @Test
  void aCircleWouldBeSeen() {
    JavaClasses circle = new ClassFileImporter().importClasses(Egg.class, Hen.class);
    assertThatThrownBy(() -> noCircle().check(circle))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("shomei.house.circle.bird");
  }

  private static ArchRule noCircle() {
    return slices().assignedFrom(byPackage()).should().beFreeOfCycles();
  }

  private static SliceAssignment byPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return type.getPackageName().startsWith(GENERATED)
            ? SliceIdentifier.ignore()
            : SliceIdentifier.of(type.getPackageName());
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }
}
