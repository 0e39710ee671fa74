package shomei.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.institution.Policy;
import shomei.settings.binding.Fault;
import shomei.settings.binding.Faulty;

final class PolicyFilesTest {
  @TempDir Path folder;

  @Test
  void biznetShipsAsTheDomainSays() throws Faulty {
    Policy biznet = named("biznet", Optional.empty());
    assertThat(biznet.renewal())
        .isEqualTo(
            new Policy.Renewal(
                Period.ofDays(30), false, List.of(30, 10), Policy.OldCertificate.KEPT));
    assertThat(biznet.login()).isEqualTo(new Policy.Login(Policy.LoginIdForm.SEPARATE, true));
    assertThat(biznet.acquisition()).isEqualTo(new Policy.Acquisition(false, false, true, false));
    assertThat(biznet.pins().stretch()).isEmpty();
    assertThat(profile(biznet, "subscriber").validity()).isEqualTo(Period.ofYears(1));
  }

  @Test
  void densaiShipsAsTheDomainSays() throws Faulty {
    Policy densai = named("densai", Optional.empty());
    assertThat(densai.renewal().opensBefore()).isEqualTo(Period.ofDays(40));
    assertThat(densai.renewal().needsPin()).isTrue();
    assertThat(densai.renewal().noticeDays()).containsExactly(40, 10, 0);
    assertThat(densai.login())
        .isEqualTo(
            new Policy.Login(
                Policy.LoginIdForm.SINGLE,
                false,
                Optional.of(
                    new Policy.Activation(
                        Policy.Reference.ACCOUNT,
                        Policy.LoginIdChoice.ASSIGNED,
                        Optional.of(
                            new Policy.Hours(
                                Policy.Days.BUSINESS, LocalTime.of(9, 0), LocalTime.of(19, 0)))))));
    assertThat(densai.acquisition().revocationOpens()).isTrue();
    assertThat(densai.pins().stretch()).contains(new Policy.Stretch(19 * 1024, 2, 1));
  }

  @Test
  void acmeBindsEveryAccountAndLimitsNothing() throws Faulty {
    Policy acme = named("acme", Optional.empty());
    assertThat(acme.ordering().externalAccountRequired()).isTrue();
    assertThat(acme.ordering().datesAllowed()).isTrue();
    assertThat(acme.ordering().newOrdersPerAccount()).isEqualTo(Policy.RateLimit.NONE);
  }

  @Test
  void everyShippedPolicyOffersPartnersAClientAndAServerProfile() throws Faulty {
    for (Policy policy : PolicyFiles.read(Optional.empty()).byName().values()) {
      assertThat(profile(policy, "tls-client").extendedKeyUsages())
          .containsExactly("1.3.6.1.5.5.7.3.2");
      assertThat(profile(policy, "tls-server").extendedKeyUsages())
          .containsExactly("1.3.6.1.5.5.7.3.1");
    }
  }

  @Test
  void aThirdBankIsANewFile() throws Exception {
    write("kita", PolicyFiles.text("biznet").replace("lockAfter: 5", "lockAfter: 3"));
    var policies = PolicyFiles.read(Optional.of(folder)).byName();
    assertThat(policies.keySet()).isEqualTo(Set.of("acme", "biznet", "densai", "kita"));
    assertThat(named("kita", Optional.of(folder)).pins().lockAfter()).isEqualTo(3);
  }

  @Test
  void theOperatorsFileTakesThePlaceOfAShippedOne() throws Exception {
    write("biznet", PolicyFiles.text("biznet").replace("opensBefore: 30d", "opensBefore: 45d"));
    assertThat(named("biznet", Optional.of(folder)).renewal().opensBefore())
        .isEqualTo(Period.ofDays(45));
  }

  @Test
  void aRateLimitIsABurstAndAPace() throws Faulty {
    Policy biznet = named("biznet", Optional.empty());
    assertThat(biznet.ordering().newOrdersPerAccount())
        .isEqualTo(new Policy.RateLimit(300, Duration.ofSeconds(10)));
  }

  @Test
  void allFaultsOfAllFilesAreToldAtOnce() throws Exception {
    write(
        "kita",
        PolicyFiles.text("biznet")
            .replace("opensBefore: 30d", "opensBefore: 30 days")
            .replace("needsPin: false", "needsPin: perhaps")
            .replace("noticeDays: [30, 10]", "noticeDays: [30, 30]")
            .replace("shortest: 4", "shortest: 12")
            .replace("longest: 12", "longest: 8")
            .replace("lockAfter: 5", "lockafter: 5")
            .replace("id: separate", "id: both")
            .replace("500, then 1 each 2s", "500 per hour")
            .replace("\"{dns}\"", "\"{contractId}\"")
            .replace("[client-auth]", "[time-travel]"));
    write("minami", "renewal: 30d\n");
    var faulty = catchThrowableOfType(Faulty.class, () -> PolicyFiles.read(Optional.of(folder)));
    assertThat(faulty.faults().stream().filter(f -> f.file().endsWith("kita.yaml")))
        .extracting(Fault::key)
        .containsExactlyInAnyOrder(
            "renewal.opensBefore",
            "renewal.needsPin",
            "renewal.noticeDays",
            "pins.longest",
            "pins.lockAfter",
            "pins.lockafter",
            "login.id",
            "rateLimits.newAccountsPerAddress",
            "profiles.subscriber.extendedKeyUsages",
            "profiles.tls-client.extendedKeyUsages",
            "profiles.tls-client.commonName");
    assertThat(faulty.faults().stream().filter(f -> f.file().endsWith("minami.yaml")))
        .extracting(Fault::key)
        .contains("renewal", "profiles", "pins.lockAfter");
  }

  @Test
  void whatCannotBeOfAFirstLoginIdIsToldAtOnce() throws Exception {
    write(
        "kita",
        PolicyFiles.text("densai")
            .replace("until: \"19:00\"", "until: 08:00")
            .replace("days: business", "days: sunday"));
    write(
        "higashi",
        PolicyFiles.text("densai")
            .replace("loginId: assigned", "loginId: chosen")
            .replace("revocationFirst: true", "letterCode: true"));
    write("minami", PolicyFiles.text("densai").replace("reference: account", "reference: name"));
    write("nishi", PolicyFiles.text("densai").replace("until: \"19:00\"", "until: 7 pm"));
    var faulty = catchThrowableOfType(Faulty.class, () -> PolicyFiles.read(Optional.of(folder)));
    assertThat(faulty.faults())
        .extracting(Fault::key)
        .containsExactlyInAnyOrder(
            "login.activation.loginId",
            "login.activation.hours.until",
            "login.activation.hours.days",
            "acquisition.letterCode",
            "login.activation.reference",
            "login.activation.hours.until");
  }

  @Test
  void aTimeOfDayIsReadWithOrWithoutQuotes() throws Exception {
    write("kita", PolicyFiles.text("densai").replace("until: \"19:00\"", "until: 19:30"));
    assertThat(
            named("kita", Optional.of(folder))
                .login()
                .activation()
                .flatMap(Policy.Activation::hours)
                .map(Policy.Hours::until))
        .contains(LocalTime.of(19, 30));
  }

  @Test
  void aRenewalThatOpensBeforeTheCertificateBeginsIsRefused() throws Exception {
    write(
        "kita",
        PolicyFiles.text("biznet")
            .replace(
                "one year\n    for: subscriber\n    validity: 1y",
                "short\n    for: subscriber\n    validity: 20d"));
    assertThat(catchThrowableOfType(Faulty.class, () -> PolicyFiles.read(Optional.of(folder))))
        .hasMessageContaining("renewal.opensBefore");
  }

  @Test
  void aKeyWrittenTwiceIsRefused() throws Exception {
    write("kita", PolicyFiles.text("biznet") + "\npins:\n  lockAfter: 9\n");
    assertThat(catchThrowableOfType(Faulty.class, () -> PolicyFiles.read(Optional.of(folder))))
        .hasMessageContaining("kita.yaml")
        .hasMessageContaining("pins");
  }

  private static Policy named(String name, Optional<Path> folder) throws Faulty {
    return Objects.requireNonNull(PolicyFiles.read(folder).byName().get(name));
  }

  private static Policy.Profile profile(Policy policy, String name) {
    return Objects.requireNonNull(policy.profiles().get(name));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), text);
  }
}
