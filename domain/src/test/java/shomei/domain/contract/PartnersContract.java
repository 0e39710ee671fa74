package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import shomei.domain.history.Act;
import shomei.domain.kernel.PartnerId;
import shomei.domain.partner.Partner;

public abstract class PartnersContract extends PortContract {
  @Test
  void aPartnerIsFoundByIdAndByName() {
    Partner partner = put("緑システム");
    Partner other = put("other");
    assertThat(ports.partners().find(partner.id())).contains(partner);
    assertThat(ports.partners().find(MIDORI, "緑システム")).contains(partner);
    assertThat(ports.partners().of(MIDORI)).containsExactlyInAnyOrder(partner, other);
    assertThat(given.entries(Act.PARTNER_PUT, "partner:緑システム")).isOne();
  }

  @Test
  void aPartnerIsNotFoundUnderAnotherNameOrInstitution() {
    put("partner");
    assertThat(ports.partners().find(MIDORI, "Partner")).isEmpty();
    assertThat(ports.partners().find(AKEBONO, "partner")).isEmpty();
    assertThat(ports.partners().of(AKEBONO)).isEmpty();
    assertThat(ports.partners().find(new PartnerId(given.id()))).isEmpty();
  }

  @Test
  void aPartnerIsRemovedOnce() {
    Partner partner = put("partner");
    Partner other = put("other");
    assertThat(ports.partners().remove(partner.id(), entry(Act.PARTNER_REMOVED, "partner:p")))
        .isTrue();
    assertThat(ports.partners().remove(partner.id(), entry(Act.PARTNER_REMOVED, "partner:p")))
        .isFalse();
    assertThat(ports.partners().of(MIDORI)).containsExactly(other);
    assertThat(given.entries(Act.PARTNER_REMOVED, "partner:p")).isOne();
  }

  @Test
  void aPartnersNamesAreReplaced() {
    Partner partner = put("partner");
    Partner changed =
        new Partner(
            partner.id(),
            MIDORI,
            "partner",
            List.of(
                new Partner.Names("b.example.net", true, true),
                new Partner.Names("c.example.net", false, false)));
    ports.partners().put(changed, entry(Act.PARTNER_PUT, "partner:partner"));
    assertThat(ports.partners().of(MIDORI)).containsExactly(changed);
    assertThat(given.entries(Act.PARTNER_PUT, "partner:partner")).isEqualTo(2);
  }

  private Partner put(String name) {
    Partner partner =
        new Partner(
            new PartnerId(given.id()),
            MIDORI,
            name,
            List.of(new Partner.Names("a.example.net", false, true)));
    ports.partners().put(partner, entry(Act.PARTNER_PUT, "partner:" + name));
    return partner;
  }
}
