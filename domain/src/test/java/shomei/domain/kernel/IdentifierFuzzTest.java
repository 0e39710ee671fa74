package shomei.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Broken names in quantity: each is read, and then reads back as itself, or is refused; nothing
/// else. `-Pfuzz` makes many more of them, from another start each time.
class IdentifierFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 20_000);
  private static final String SPLICES =
      "..--//**xn--XN--*.AZaz09_ \t\n\u0000:@%[]\u3002\uff0e\u00df\u0130\u200d\u0301\ud800\udc00日";

  private final long start = Long.getLong("fuzz.seed", 1034);
  private final Random random = new Random(start);
  private final List<String> seeds = seeds();

  @Test
  void aBrokenDnsNameIsRefusedOrReadsBackAsItself() {
    holds(DnsName::parse, DnsName::parse);
  }

  @Test
  void aBrokenSubscriberNameIsRefusedOrReadsBackAsItself() {
    holds(SubscriberName::parse, SubscriberName::parse);
  }

  @Test
  void aBrokenIdentifierIsRefusedOrReadsBackAsItself() {
    for (String type : List.of("dns", "subscriber")) {
      holds(text -> Identifier.parse(type, text), text -> Identifier.parse(type, text));
    }
    for (int round = 0; round < ROUNDS / 10; round++) {
      String type = broken("dns");
      if (!type.equals("dns")) {
        assertThat(reason(() -> Identifier.parse(type, "www.example.com")))
            .as("type %s of start %d", type, start)
            .isEqualTo(Reason.UNSUPPORTED_IDENTIFIER);
      }
    }
  }

  private void holds(Function<String, ?> read, Function<String, ?> again) {
    int refused = 0;
    int taken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = round < seeds.size() ? seeds.get(round) : broken(any());
      try {
        Object name = read.apply(text);
        String written = name instanceof Identifier it ? it.value() : name.toString();
        assertThat(written).as("“%s” of start %d", text, start).matches("[A-Za-z0-9.*/-]{1,253}");
        assertThat(again.apply(written)).isEqualTo(name);
        taken++;
      } catch (Refusal refusal) {
        assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
        refused++;
      }
    }
    assertThat(refused).as("refused").isPositive();
    assertThat(taken).as("taken").isPositive();
  }

  private static Reason reason(Runnable reading) {
    try {
      reading.run();
    } catch (Refusal refusal) {
      return refusal.reason();
    }
    throw new AssertionError("taken");
  }

  private String any() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private String broken(String good) {
    StringBuilder text = new StringBuilder(good);
    int faults = 1 + random.nextInt(3);
    for (int fault = 0; fault < faults; fault++) {
      int at = random.nextInt(text.length() + 1);
      int splice = random.nextInt(SPLICES.length());
      switch (random.nextInt(5)) {
        case 0 -> text.insert(at, SPLICES.charAt(splice));
        case 1 -> text.setLength(at);
        case 2 -> text.insert(at, text.substring(at));
        case 3 -> text.insert(at, any());
        default -> text.replace(at, Math.min(at + 1, text.length()), SPLICES.substring(splice));
      }
    }
    return text.toString();
  }

  private static List<String> seeds() {
    try (InputStream in = IdentifierFuzzTest.class.getResourceAsStream("seeds.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
