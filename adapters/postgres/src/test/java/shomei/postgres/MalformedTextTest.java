package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.Session;

/// Text that PostgreSQL cannot keep, though Java and JSON can.
final class MalformedTextTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final InstitutionId MIDORI = new InstitutionId("midori");
  private static final Instant NOON = Instant.parse("2026-11-30T03:00:00Z");

  @Test
  void itIsRefusedAsMalformedWhateverPortItComesThrough() {
    try (Database database = Database.open(CLUSTER.settings(), InstantSource.system())) {
      Octets id = Octets.of(new byte[32]);
      for (ThrowingCallable asked :
          List.<ThrowingCallable>of(
              () -> database.oidc().clients().find(MIDORI, "pay\0ments"),
              () -> database.subscribers().corporation(MIDORI, "\0"),
              () ->
                  database
                      .session()
                      .sessions()
                      .look(id, new Session.Binding(MIDORI, Optional.of(id), "\0"), NOON),
              () -> database.history().history().add(entry("\0")),
              () -> database.history().history().add(entry("seat", "\0")))) {
        assertThatThrownBy(asked)
            .isInstanceOfSatisfying(
                Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED));
      }
      assertThat(database.health().usable()).isTrue();
      assertThat(database.history().history().latest(MIDORI, 1)).isEmpty();
    }
  }

  private static Entry entry(String subject) {
    return entry(subject, "plain");
  }

  private static Entry entry(String subject, String detail) {
    return new Entry(
        NOON, MIDORI, Actor.system(), Act.PIN_CHANGED, subject, Map.of("what", detail));
  }
}
