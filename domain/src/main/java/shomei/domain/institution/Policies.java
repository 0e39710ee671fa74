package shomei.domain.institution;

import java.util.Map;
import java.util.stream.Collectors;

/// The policies that were read at start, by name.
public record Policies(Map<String, Policy> byName) {
  public Policies {
    byName = Map.copyOf(byName);
  }

  /// The same without limits on wrong PINs and on how much may be asked for, for a server for
  /// tests.
  public Policies withoutLimits() {
    return new Policies(
        byName.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().unlimited())));
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
