package shomei.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Arrows point inward. The Maven modules hold most of them; this holds the rest, and says which.
final class ArrowsTest {

  private static final Project PROJECT = Project.here();
  private static final JavaClasses CLASSES = PROJECT.classes().that(Project.shipped());

  /// Whom of us each module may know, itself aside. A module that is not named here fails.
  private static final Map<String, List<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("protocol", List.of()),
          Map.entry("pkcs11", List.of()),
          Map.entry("domain", List.of()),
          Map.entry("embedded", List.of()),
          Map.entry("web", List.of("domain", "protocol")),
          Map.entry("pages", List.of("domain", "web")),
          Map.entry("postgres", List.of("domain")),
          Map.entry("pki", List.of("domain", "protocol", "pkcs11")),
          Map.entry("journal", List.of("domain")),
          Map.entry("smtp", List.of("domain")),
          Map.entry("validation", List.of("domain", "protocol")),
          Map.entry("settings", List.of("domain")),
          Map.entry("command", List.of("domain", "settings")),
          Map.entry(
              "server",
              List.of(
                  "domain",
                  "protocol",
                  "web",
                  "pages",
                  "postgres",
                  "pki",
                  "journal",
                  "smtp",
                  "validation",
                  "settings",
                  "command")),
          Map.entry(
              "demo",
              List.of(
                  "domain",
                  "postgres",
                  "settings",
                  "command",
                  "server",
                  "embedded",
                  "tool",
                  "desktop")),
          Map.entry(
              "comparison",
              List.of(
                  "domain",
                  "protocol",
                  "settings",
                  "command",
                  "server",
                  "embedded",
                  "demo",
                  "load")),
          Map.entry("sdk", List.of("protocol")),
          Map.entry("enrollment", List.of("protocol", "pkcs11", "sdk")),
          Map.entry("tool", List.of("protocol", "sdk", "enrollment")),
          Map.entry("desktop", List.of("protocol", "sdk", "enrollment", "tool")),
          Map.entry("load", List.of("protocol", "sdk")));

  /// Adapters that others may stand on: what a site is mounted on, and what operators write in
  /// files.
  private static final Set<String> BASES = Set.of("web", "settings");

  /// What nothing that ships may know.
  private static final Set<String> DEVELOPMENT =
      Set.of("embedded", "demo", "comparison", "acceptance");

  /// What tests may stand on, besides what their module does.
  private static final Set<String> FOR_TESTS = Set.of("domain", "protocol", "embedded");

  /// The server is tested with the client that partners use, and the edge with the signer that
  /// ships: one that is kinder than it hides faults.
  private static final Map<String, Set<String>> ALSO_FOR_TESTS =
      Map.of("server", Set.of("sdk"), "web", Set.of("pki"));

  /// What comes from outside and belongs to some modules only.
  private static final Map<String, List<String>> BELONGS_TO =
      Map.of(
          "io.vertx", List.of("web", "smtp", "server", "demo"),
          "io.netty", List.of("web", "pages", "smtp", "server", "demo"),
          "com.nimbusds", List.of("pages"),
          "org.jooq", List.of("postgres"),
          "com.zaxxer.hikari", List.of("postgres"),
          "org.flywaydb", List.of("postgres"),
          "org.bouncycastle", List.of("pki", "sdk", "enrollment", "load", "demo"));

  /// What of an address asks the network; the rest of it is a value.
  private static final Set<String> LOOK_UPS =
      Set.of(
          "getByName",
          "getAllByName",
          "getLocalHost",
          "getHostName",
          "getCanonicalHostName",
          "isReachable");

  static Stream<String> modules() {
    return PROJECT.shipping().map(module -> module.getFileName().toString());
  }

  /// `adapters → domain`, `adapters → protocol`, `clients → protocol`, and no others; only the
  /// server sees all adapters, and what is for development is seen by nobody else.
  @ParameterizedTest
  @MethodSource("modules")
  void whomAModuleMayKnowKeepsThePromiseOfTheReadme(String module) {
    assertThat(MAY_KNOW.getOrDefault(module, List.of()))
        .as("whom %s may know", module)
        .allMatch(known -> isPromised(module, known));
  }

  private static boolean isPromised(String module, String known) {
    if (DEVELOPMENT.contains(module)) {
      return true;
    }
    if (DEVELOPMENT.contains(known)) {
      return false;
    }
    return switch (side(module)) {
      case "protocol" -> side(known).equals("protocol");
      case "clients" -> Set.of("protocol", "clients").contains(side(known));
      case "adapters" ->
          Set.of("protocol", "domain").contains(side(known))
              || BASES.contains(known)
              || module.equals("server") && side(known).equals("adapters");
      default -> false;
    };
  }

  /// The folder at the top that the module is in.
  private static String side(String module) {
    return PROJECT.modules().stream()
        .filter(folder -> folder.getFileName().toString().equals(module))
        .map(folder -> PROJECT.root().relativize(folder).getName(0).toString())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no module " + module));
  }

  /// What Maven puts on the class path, used or not.
  @ParameterizedTest
  @MethodSource("modules")
  void aModuleAsksMavenForNobodyElse(String module) {
    var pom = PROJECT.modules().stream().filter(m -> m.getFileName().toString().equals(module));
    var asked = pom.flatMap(folder -> Dependencies.ours(folder.resolve("pom.xml"))).toList();
    assertThat(asked)
        .allSatisfy(
            ours -> {
              var may = new HashSet<>(MAY_KNOW.getOrDefault(module, List.of()));
              if (ours.forTests()) {
                may.add(module);
                may.addAll(FOR_TESTS);
                may.addAll(ALSO_FOR_TESTS.getOrDefault(module, Set.of()));
              }
              assertThat(may).as("whom the POM of %s may name", module).contains(ours.module());
            });
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsOnlyWhomItMay(String module) {
    assertThat(MAY_KNOW).as("modules with a rule").containsKey(module);
    var known = Stream.concat(Stream.of(module), MAY_KNOW.getOrDefault(module, List.of()).stream());
    classes()
        .that(resideInAPackage("shomei." + module + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(known.map(name -> "shomei." + name + "..").toArray(String[]::new))
                .or(resideOutsideOfPackages("shomei..")))
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyClassOfAModuleLivesInThePackageOfItsName(String module) {
    var own = PROJECT.modules().stream().filter(m -> m.getFileName().toString().equals(module));
    assertThat(own.flatMap(m -> Packages.below(m.resolve("src/main/java"))))
        .isNotEmpty()
        .allMatch(
            name -> name.equals("shomei." + module) || name.startsWith("shomei." + module + "."));
  }

  @Test
  void theDomainRunsOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("shomei.domain..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("shomei.domain..", "java..", "javax.crypto..", "org.jspecify.."))
        .check(CLASSES);
  }

  @Test
  void theDomainDoesNoInputOrOutputAndLogsNothing() {
    noClasses()
        .that()
        .resideInAPackage("shomei.domain..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net..", "java.sql..", "java.util.logging..")
                .and(
                    not(
                        belongToAnyOf(
                            IDN.class,
                            URI.class,
                            URISyntaxException.class,
                            InetAddress.class,
                            Inet4Address.class,
                            Inet6Address.class))))
        .orShould()
        .accessTargetWhere(
            describe(
                "a name is looked up",
                call ->
                    call.getTargetOwner().getName().startsWith("java.net.Inet")
                        && LOOK_UPS.contains(call.getName())))
        .check(CLASSES);
  }

  @Test
  void theProtocolLogsNothing() {
    noClasses()
        .that()
        .resideInAPackage("shomei.protocol..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "java.util.logging.."))
        .check(CLASSES);
  }

  static Stream<Arguments> libraries() {
    return BELONGS_TO.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryStaysInTheModulesThatItBelongsTo(String library, List<String> modules) {
    noClasses()
        .that(
            resideOutsideOfPackages(
                modules.stream().map(name -> "shomei." + name + "..").toArray(String[]::new)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .check(CLASSES);
  }
}
