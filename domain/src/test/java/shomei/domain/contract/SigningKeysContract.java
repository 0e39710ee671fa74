package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import shomei.domain.history.Act;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.oidc.SigningKey;

public abstract class SigningKeysContract extends PortContract {
  private static final String SUBJECT = "oidc-key:x";

  @Test
  void keysAreToldNewestFirstToTheirInstitution() {
    SigningKey old = added(MIDORI, "midori-oidc-1", NOW);
    SigningKey next = added(MIDORI, "midori-oidc-0", NOW.plusSeconds(1));
    SigningKey others = added(AKEBONO, "akebono-oidc-1", NOW);
    assertThat(ports.signingKeys().of(MIDORI)).containsExactly(next, old);
    assertThat(ports.signingKeys().of(AKEBONO)).containsExactly(others);
  }

  @Test
  void aLabelIsTakenOnce() {
    SigningKey key = added(MIDORI, "midori-oidc-1", NOW);
    assertThat(ports.signingKeys().add(key, entry(Act.OIDC_KEY_ADDED, SUBJECT))).isFalse();
    assertThat(given.entries(Act.OIDC_KEY_ADDED, SUBJECT)).isOne();
  }

  @Test
  void whatWasRemovedIsToldNoMore() {
    added(MIDORI, "midori-oidc-1", NOW);
    assertThat(remove(AKEBONO)).isFalse();
    assertThat(remove(MIDORI)).isTrue();
    assertThat(remove(MIDORI)).isFalse();
    assertThat(ports.signingKeys().of(MIDORI)).isEmpty();
    assertThat(given.entries(Act.OIDC_KEY_REMOVED, SUBJECT)).isOne();
  }

  private SigningKey added(InstitutionId institution, String label, Instant at) {
    SigningKey key = new SigningKey(institution, label, given.octets(422), at);
    assertThat(ports.signingKeys().add(key, entry(Act.OIDC_KEY_ADDED, SUBJECT))).isTrue();
    return key;
  }

  private boolean remove(InstitutionId institution) {
    return ports
        .signingKeys()
        .remove(institution, "midori-oidc-1", entry(Act.OIDC_KEY_REMOVED, SUBJECT));
  }
}
