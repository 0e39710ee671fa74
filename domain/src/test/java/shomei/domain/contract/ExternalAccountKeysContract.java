package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Binding;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.history.Act;
import shomei.domain.kernel.PartnerId;
import shomei.domain.kernel.SubscriberId;

public abstract class ExternalAccountKeysContract extends PortContract {
  @Test
  void aKeyIsFoundAsItWasMinted() {
    var forPartner =
        mint(
            "partner",
            new Binding.ToPartner(new PartnerId(given.id()), Set.of("a", "b")),
            NOW,
            Optional.empty());
    var forSubscriber =
        mint(
            "subscriber",
            new Binding.ToSubscriber(new SubscriberId(given.id()), Binding.Act.RENEW),
            NOW,
            Optional.of(NOW.plusSeconds(600)));
    assertThat(ports.keys().find(MIDORI, "partner")).contains(forPartner);
    assertThat(ports.keys().find(MIDORI, "subscriber")).contains(forSubscriber);
    assertThat(given.entries(Act.EXTERNAL_KEY_MINTED, "key:partner")).isOne();
  }

  @Test
  void aKeyIsNotFoundUnderAnotherNameOrInstitution() {
    mint("Kid", new Binding.ToPartner(new PartnerId(given.id()), Set.of()), NOW, Optional.empty());
    assertThat(ports.keys().find(MIDORI, "kid")).isEmpty();
    assertThat(ports.keys().find(AKEBONO, "Kid")).isEmpty();
  }

  @Test
  void aPartnersKeysComeNewestFirst() {
    Binding binding = new Binding.ToPartner(new PartnerId(given.id()), Set.of());
    var first = mint("first", binding, NOW, Optional.empty());
    var second = mint("second", binding, NOW.plusSeconds(1), Optional.empty());
    mint(
        "other", new Binding.ToPartner(new PartnerId(given.id()), Set.of()), NOW, Optional.empty());
    assertThat(ports.keys().of(((Binding.ToPartner) binding).partner()))
        .containsExactly(second, first);
  }

  @Test
  void ofParallelRevocationsOneIsWritten() throws InterruptedException {
    mint("kid", new Binding.ToPartner(new PartnerId(given.id()), Set.of()), NOW, Optional.empty());
    assertThat(Parallel.run(5, i -> revoke("kid"))).containsOnlyOnce(true);
    assertThat(ports.keys().find(MIDORI, "kid").orElseThrow().state())
        .isEqualTo(ExternalAccountKey.State.REVOKED);
    assertThat(given.entries(Act.EXTERNAL_KEY_REVOKED, "key:kid")).isOne();
  }

  @Test
  void anExpiredOrUnknownKeyIsNotRevoked() {
    mint(
        "expired",
        new Binding.ToPartner(new PartnerId(given.id()), Set.of()),
        NOW,
        Optional.of(NOW));
    assertThat(revoke("expired")).isFalse();
    assertThat(revoke("unknown")).isFalse();
    assertThat(given.entries(Act.EXTERNAL_KEY_REVOKED, "key:unknown")).isZero();
  }

  private boolean revoke(String kid) {
    return ports.keys().revoke(MIDORI, kid, entry(Act.EXTERNAL_KEY_REVOKED, "key:" + kid));
  }

  private ExternalAccountKey mint(
      String kid, Binding binding, Instant created, Optional<Instant> expires) {
    var key =
        new ExternalAccountKey(
            kid, MIDORI, binding, true, created, expires, ExternalAccountKey.State.USABLE);
    ports.keys().add(key, entry(Act.EXTERNAL_KEY_MINTED, "key:" + kid));
    return key;
  }
}
