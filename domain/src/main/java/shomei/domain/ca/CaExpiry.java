package shomei.domain.ca;

import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Refusal;

/// Tells months ahead which institutions need their next CA.
public final class CaExpiry {
  private static final Period AHEAD = Period.ofDays(90);

  private final Institutions institutions;
  private final Policies policies;
  private final IssuingCa ca;
  private final InstantSource clock;

  public CaExpiry(Institutions institutions, Policies policies, IssuingCa ca, InstantSource clock) {
    this.institutions = institutions;
    this.policies = policies;
    this.ca = ca;
    this.clock = clock;
  }

  /// @param end when the institution's newest CA ends
  /// @param due whether it is time to make the next one: in 90 days, or already, it can no longer
  ///   issue certificates of some profile for their whole validity
  public record Lifetime(InstitutionId institution, Instant end, boolean due) {}

  /// The institutions that have a CA.
  public List<Lifetime> lifetimes() {
    List<Lifetime> all = new ArrayList<>();
    for (Institution institution : institutions.all()) {
      try {
        Instant end = ca.end(institution.id());
        all.add(new Lifetime(institution.id(), end, due(policies.of(institution), end)));
      } catch (Refusal none) {
        // an institution whose first CA is still to be made
      }
    }
    return all;
  }

  private boolean due(Policy policy, Instant end) {
    var soon = clock.instant().atZone(ZoneOffset.UTC).plus(AHEAD);
    return policy.profiles().values().stream()
        .anyMatch(profile -> soon.plus(profile.validity()).toInstant().isAfter(end));
  }
}
