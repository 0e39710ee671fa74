package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import shomei.domain.ca.Issuer;
import shomei.domain.history.Act;
import shomei.domain.kernel.IssuerId;

public abstract class IssuersContract extends PortContract {
  @Test
  void issuersAreListedAsTheyWereAdded() {
    Issuer first = issuer("midori-g1", 1);
    Issuer second = issuer("midori-g2", 2);
    assertThat(ports.issuers().all()).isEmpty();
    assertThat(add(first)).isTrue();
    assertThat(add(second)).isTrue();
    assertThat(ports.issuers().all()).containsExactlyInAnyOrder(first, second);
    assertThat(given.entries(Act.ISSUER_ADDED, "issuer:midori-g1")).isOne();
  }

  @Test
  void ofParallelAdditionsUnderOneNameOneIsWritten() throws InterruptedException {
    List<Issuer> issuers = List.of(issuer("midori-g1", 1), issuer("midori-g1", 1));
    var added = Parallel.run(2, i -> add(issuers.get(i)));
    assertThat(added).containsOnlyOnce(true);
    assertThat(ports.issuers().all()).containsExactly(issuers.get(added.indexOf(true)));
    assertThat(given.entries(Act.ISSUER_ADDED, "issuer:midori-g1")).isOne();
  }

  private boolean add(Issuer issuer) {
    return ports.issuers().add(issuer, entry(Act.ISSUER_ADDED, "issuer:" + issuer.id()));
  }

  private Issuer issuer(String name, int generation) {
    return new Issuer(
        new IssuerId(name),
        MIDORI,
        generation,
        given.octets(300),
        List.of(given.octets(310), given.octets(320)),
        given.octets(20),
        name + "-key");
  }
}
