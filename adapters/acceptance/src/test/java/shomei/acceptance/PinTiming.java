package shomei.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.Network;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.PinTry;
import shomei.domain.subscriber.Subscribers;
import shomei.protocol.identifier.Identifier;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.NewOrder;
import shomei.sdk.AcmeAccount;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;
import shomei.sdk.ClientSettings;
import shomei.sdk.NewAccountTerms;
import shomei.sdk.Trust;

/// Whether the time that an answer to `pin-01` takes tells what it does not say: whether the seat
/// is there, and whether it is locked. Run by its profile only, on a machine that does nothing
/// else: `mvn -q -Ptiming verify -pl adapters/acceptance -am`.
///
/// Each try is at a seat of its own, the kinds in turns, so that a machine that grows slower does
/// so for all; what is measured is the one request that carries the PIN, at a server that is a
/// process of its own.
final class PinTiming {
  private static final int SAMPLES = Integer.getInteger("timing.samples", 400);
  private static final int WARM_UP = 100;

  /// One answer tells an attacker next to nothing while a value of one kind is larger than one of
  /// another in so many of a hundred pairs.
  private static final double LEAST = 0.40;

  private static final double MOST = 0.60;

  private enum Kind {
    WRONG_PIN,
    UNKNOWN_SEAT,
    LOCKED_SEAT
  }

  @TempDir private static Path folder;
  private static Rig rig;
  private static AcmeServer server;
  private static AcmeAccount account;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder);
    server =
        AcmeServer.at(
            URI.create(rig.directory()),
            ClientSettings.usual(InstantSource.system())
                .withPatience(1, Duration.ofSeconds(10))
                .withTrust(Trust.ofCertificates(rig.webAuthority())));
    account = server.createAccount(key(), NewAccountTerms.plain());
    for (int i = 0; i < WARM_UP + SAMPLES; i++) {
      rig.newUser("w" + i);
    }
    Institution bank =
        rig.adapters().database().institution().institutions().find(Rig.bank()).orElseThrow();
    Policy.Pins rule = rig.adapters().policies().of(bank).pins();
    for (int i = 0; i < WARM_UP + SAMPLES; i++) {
      lock(rig.newUser("l" + i), rule);
    }
  }

  /// As strangers on several networks do.
  private static void lock(SubscriberName seat, Policy.Pins rule) {
    Subscribers subscribers = rig.adapters().database().subscribers();
    for (int i = 0; i < rule.lockAfter(); i++) {
      var stranger = new PinTry.By.Outsider(Network.of("10.0." + i + ".1"), Optional.empty());
      subscribers.count(
          new PinTry(
              Rig.bank(), seat, stranger, rule.unlimited(), InstantSource.system().instant()));
    }
    assertThat(subscribers.lockStatus(Rig.bank(), seat).lock()).isEqualTo(PinTry.Lock.ACQUISITION);
  }

  @AfterAll
  static void stop() {
    server.close();
    rig.close();
  }

  @Test
  void anUnknownSeatAWrongPinAndALockedSeatTakeTheSameTime() {
    Kind[] kinds = Kind.values();
    double[][] samples = new double[kinds.length][SAMPLES];
    for (int i = 0; i < WARM_UP + SAMPLES; i++) {
      for (int turn = 0; turn < kinds.length; turn++) {
        int kind = (i + turn) % kinds.length;
        double took = milliseconds(seat(kinds[kind], i));
        if (i >= WARM_UP) {
          samples[kind][i - WARM_UP] = took;
        }
      }
    }
    System.out.printf("| answer | tries | p10 | median | p90 |%n|---|---|---|---|---|%n");
    for (int kind = 0; kind < kinds.length; kind++) {
      print(kinds[kind], samples[kind]);
    }
    System.out.printf(
        "%n| beside %s | larger in | shift, 99 %% confidence | p |%n|---|---|---|---|%n", kinds[0]);
    for (int kind = 1; kind < kinds.length; kind++) {
      MannWhitney beside = MannWhitney.of(samples[0], samples[kind]);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0f %% | %.3f ms (%.3f to %.3f) | %.3f |%n",
          kinds[kind],
          100 * beside.larger(),
          beside.shift(),
          beside.from(),
          beside.to(),
          beside.p());
      assertThat(beside.larger()).as(kinds[kind].name()).isBetween(LEAST, MOST);
    }
  }

  private static void print(Kind kind, double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.2f ms | %.2f ms | %.2f ms |%n",
        kind,
        sorted.length,
        sorted[sorted.length / 10],
        sorted[sorted.length / 2],
        sorted[sorted.length * 9 / 10]);
  }

  private static String seat(Kind kind, int number) {
    return Rig.CONTRACT
        + switch (kind) {
          case WRONG_PIN -> "/w" + number;
          case UNKNOWN_SEAT -> "/x" + number;
          case LOCKED_SEAT -> "/l" + number;
        };
  }

  /// How long the answer to a wrong PIN takes, whatever it says.
  private static double milliseconds(String seat) {
    AuthorizationObject authorization =
        account.authorization(
            account
                .order(
                    new NewOrder(
                        List.of(Identifier.subscriber(seat)), null, null, null, "subscriber"))
                .resource()
                .authorizations()
                .getFirst());
    long begun = System.nanoTime();
    try {
      var _ =
          account.answerPin(authorization.challenges().getFirst(), "wrong999", Optional.empty());
    } catch (AcmeFailure.Refused refused) {
      // an answer, too
      return (System.nanoTime() - begun) / 1e6;
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static KeyPair key() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
