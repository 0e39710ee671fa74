package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.entry;
import static shomei.domain.contract.Given.institution;

import org.junit.jupiter.api.Test;
import shomei.domain.history.Act;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;

public abstract class InstitutionsContract extends PortContract {
  @Test
  void institutionsAreFoundByIdAndListedByIt() {
    assertThat(ports.institutions().find(MIDORI)).contains(institution(MIDORI));
    assertThat(ports.institutions().find(new InstitutionId("nobody"))).isEmpty();
    assertThat(ports.institutions().all())
        .containsExactly(institution(AKEBONO), institution(MIDORI));
  }

  @Test
  void anInstitutionIsReplacedByAnotherOfItsId() {
    Institution changed =
        new Institution(MIDORI, "翠銀行", "Sui Bank", "Sui Bank, Ltd.", "Sui CA", "densai");
    ports.institutions().put(changed, entry(Act.INSTITUTION_PUT, "institution:sui"));
    assertThat(ports.institutions().all()).containsExactly(institution(AKEBONO), changed);
    assertThat(given.entries(Act.INSTITUTION_PUT, "institution:sui")).isOne();
  }
}
