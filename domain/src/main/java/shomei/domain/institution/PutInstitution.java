package shomei.domain.institution;

import java.time.InstantSource;
import java.util.Map;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SingleLine;

/// Registers an institution, or changes the one of that id.
public final class PutInstitution {
  /// RFC 5280 appendix A.1, ub-organization-name and ub-organizational-unit-name; the unit leaves
  /// room for `-G99`.
  private static final int LONGEST_ORGANIZATION = 64;

  private static final int LONGEST_UNIT = 60;
  private static final int LONGEST_NAME = 100;

  private final Institutions institutions;
  private final Policies policies;
  private final InstantSource clock;

  public PutInstitution(Institutions institutions, Policies policies, InstantSource clock) {
    this.institutions = institutions;
    this.policies = policies;
    this.clock = clock;
  }

  /// @throws Refusal MALFORMED where a name cannot be shown or put into a certificate, or this node
  ///   was not given the policy
  public void put(Institution institution, Actor operator) {
    SingleLine.require("the Japanese name", institution.nameJa(), LONGEST_NAME);
    SingleLine.require("the English name", institution.nameEn(), LONGEST_NAME);
    SingleLine.require("the organization", institution.organization(), LONGEST_ORGANIZATION);
    SingleLine.require("the organizational unit", institution.unit(), LONGEST_UNIT);
    if (!policies.byName().containsKey(institution.policy())) {
      throw new Refusal(Reason.MALFORMED, "there is no policy " + institution.policy());
    }
    institutions.put(
        institution,
        new Entry(
            clock.instant(),
            institution.id(),
            operator,
            Act.INSTITUTION_PUT,
            "institution:" + institution.id(),
            Map.of("policy", institution.policy())));
  }
}
