package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import shomei.domain.kernel.Octets;
import shomei.domain.session.Submissions.Claimed;

public abstract class SubmissionsContract extends PortContract {
  private static final Instant STALE = NOW.minus(Duration.ofSeconds(20));

  @Test
  void ofManyClaimsAtOnceOneIsTheFirst() throws Exception {
    Octets id = given.octets(32);
    List<Claimed> claims = Parallel.run(8, i -> claim(id));
    assertThat(claims).filteredOn(new Claimed.First()::equals).hasSize(1);
    assertThat(claims).filteredOn(new Claimed.Pending()::equals).hasSize(7);
  }

  @Test
  void whoComesAfterwardsGetsTheFirstResult() {
    Octets id = given.octets(32);
    claim(id);
    ports.submissions().settle(id, "WRONG_PIN");
    assertThat(claim(id)).isEqualTo(new Claimed.Settled("WRONG_PIN"));
    assertThat(claim(given.octets(32))).isEqualTo(new Claimed.First());
  }

  @Test
  void whatWasReleasedOrLeftIsClaimedAnew() {
    Octets id = given.octets(32);
    claim(id);
    ports.submissions().release(id);
    assertThat(claim(id)).isEqualTo(new Claimed.First());
    Instant later = NOW.plus(Duration.ofMinutes(1));
    assertThat(ports.submissions().claim(id, later, NOW.plusSeconds(1)))
        .isEqualTo(new Claimed.First());
    assertThat(ports.submissions().claim(id, later, NOW.plusSeconds(1)))
        .isEqualTo(new Claimed.Pending());
  }

  @Test
  void thoseOfLongAgoAreForgotten() {
    Octets id = given.octets(32);
    claim(id);
    ports.submissions().settle(id, "OPENED");
    assertThat(ports.submissions().forget(NOW)).isZero();
    assertThat(ports.submissions().forget(NOW.plusSeconds(1))).isOne();
    assertThat(claim(id)).isEqualTo(new Claimed.First());
  }

  private Claimed claim(Octets id) {
    return ports.submissions().claim(id, NOW, STALE);
  }
}
