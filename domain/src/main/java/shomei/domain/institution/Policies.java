package shomei.domain.institution;

import java.util.Map;

/// The policies that were read at start, by name.
public record Policies(Map<String, Policy> byName) {
  public Policies {
    byName = Map.copyOf(byName);
  }

  /// @throws IllegalStateException where the institution names a policy that this node was not
  ///   given: a fault of the set-up, which the start of the server refuses
  public Policy of(Institution institution) {
    Policy policy = byName.get(institution.policy());
    if (policy == null) {
      throw new IllegalStateException(
          "institution " + institution.id() + " names the unknown policy " + institution.policy());
    }
    return policy;
  }
}
