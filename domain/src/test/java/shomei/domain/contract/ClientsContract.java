package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.history.Act;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.oidc.Client;

public abstract class ClientsContract extends PortContract {
  private static final String SUBJECT = "oidc-client:payments";

  @Test
  void aClientIsFoundAsItWasAddedAndAtItsInstitutionOnly() {
    Client first = client(MIDORI, "payments", Optional.of(given.octets(32)));
    Client open = client(MIDORI, "app", Optional.empty());
    Client others = client(AKEBONO, "payments", Optional.of(given.octets(32)));
    for (Client client : List.of(first, open, others)) {
      assertThat(add(client)).isTrue();
    }
    assertThat(ports.clients().find(MIDORI, "payments")).contains(first);
    assertThat(ports.clients().find(AKEBONO, "payments")).contains(others);
    assertThat(ports.clients().find(AKEBONO, "app")).isEmpty();
    assertThat(ports.clients().of(MIDORI)).containsExactly(open, first);
  }

  @Test
  void anIdIsTakenOnceAndNothingIsWrittenOfTheSecond() throws Exception {
    List<Boolean> added = Parallel.run(4, i -> add(client(MIDORI, "payments", Optional.empty())));
    assertThat(added).filteredOn(one -> one).hasSize(1);
    assertThat(given.entries(Act.OIDC_CLIENT_ADDED, SUBJECT)).isOne();
  }

  @Test
  void whatWasRemovedIsGoneAndItsIdIsFree() {
    add(client(MIDORI, "payments", Optional.empty()));
    assertThat(remove(AKEBONO)).isFalse();
    assertThat(remove(MIDORI)).isTrue();
    assertThat(remove(MIDORI)).isFalse();
    assertThat(ports.clients().find(MIDORI, "payments")).isEmpty();
    assertThat(ports.clients().of(MIDORI)).isEmpty();
    assertThat(given.entries(Act.OIDC_CLIENT_REMOVED, SUBJECT)).isOne();
    Client next = client(MIDORI, "payments", Optional.of(given.octets(32)));
    assertThat(add(next)).isTrue();
    assertThat(ports.clients().find(MIDORI, "payments")).contains(next);
  }

  private boolean add(Client client) {
    return ports.clients().add(client, entry(Act.OIDC_CLIENT_ADDED, SUBJECT));
  }

  private boolean remove(InstitutionId institution) {
    return ports.clients().remove(institution, "payments", entry(Act.OIDC_CLIENT_REMOVED, SUBJECT));
  }

  private static Client client(InstitutionId institution, String id, Optional<Octets> secret) {
    return new Client(
        institution,
        id,
        "Payments, \"quoted\" {支払}",
        List.of("https://pay.example/b", "https://pay.example/a?x=1,2"),
        List.of(),
        secret,
        NOW);
  }
}
