package shomei.domain.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shomei.domain.credential.Pin;
import shomei.domain.credential.PinVerifier;
import shomei.domain.fixture.CountingStretch;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.TestToken;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.memory.Memory;

/// What is kept of a PIN tells nothing without the token.
final class PinCheckTest {
  private static final Policy.Pins PLAIN = Examples.pins(Optional.empty());
  private static final Policy.Pins STRETCHED =
      Examples.pins(Optional.of(new Policy.Stretch(64, 1, 1)));
  private static final InstitutionId KITA = new InstitutionId("kita");
  private final TestToken token = new TestToken();
  private final PinCheck check =
      new PinCheck(
          token,
          new CountingStretch(),
          new Random(1),
          new PinCosts(new Memory().ports().subscribers(), InstantSource.system()));
  private final SubscriberId owner = new SubscriberId(new UUID(1, 2));

  @Test
  void onlyTheSamePinMatches() {
    PinVerifier kept = check.keep(Pin.attempt("aB34"), owner, PLAIN);
    assertThat(check.matches(Pin.attempt("aB34"), owner, kept)).isTrue();
    for (String other : new String[] {"", "ab34", "aB3", "aB345", "aB34\0", "aB34 "}) {
      assertThat(check.matches(Pin.attempt(other), owner, kept)).as(other).isFalse();
    }
  }

  @Test
  void aVerifierIsWorthNothingAtAnotherSeat() {
    PinVerifier kept = check.keep(Pin.attempt("aB34"), owner, PLAIN);
    SubscriberId other = new SubscriberId(new UUID(1, 3));
    assertThat(check.matches(Pin.attempt("aB34"), other, kept)).isFalse();
  }

  @Test
  void theSamePinIsKeptDifferentlyEachTime() {
    PinVerifier first = check.keep(Pin.attempt("aB34"), owner, PLAIN);
    PinVerifier second = check.keep(Pin.attempt("aB34"), owner, PLAIN);
    assertThat(first.salt()).isNotEqualTo(second.salt());
    assertThat(first.digest()).isNotEqualTo(second.digest());
  }

  @Test
  void aVerifierKeepsToTheStretchThatItWasMadeWith() {
    PinVerifier plain = check.keep(Pin.attempt("aB34"), owner, PLAIN);
    PinVerifier stretched = check.keep(Pin.attempt("aB34"), owner, STRETCHED);
    assertThat(stretched.stretch()).isEqualTo(STRETCHED.stretch());
    assertThat(check.matches(Pin.attempt("aB34"), owner, plain)).isTrue();
    assertThat(check.matches(Pin.attempt("aB34"), owner, stretched)).isTrue();
    PinVerifier mixed = new PinVerifier(stretched.salt(), stretched.digest(), Optional.empty());
    assertThat(check.matches(Pin.attempt("aB34"), owner, mixed)).isFalse();
  }

  @Test
  void noPinMatchesASeatThatNobodyHas() {
    int macs = token.macs();
    assertThat(check.matchesLogin(Pin.attempt("aB34"), KITA, Optional.empty(), STRETCHED))
        .isFalse();
    assertThat(token.macs() - macs).isOne();
  }

  @Test
  void aPinHasNoText() {
    Pin pin = Pin.attempt("aB34");
    assertThat(pin.toString()).doesNotContain("aB34");
    assertThat(check.keep(pin, owner, PLAIN).toString()).isEqualTo("PinVerifier[…]");
  }
}
