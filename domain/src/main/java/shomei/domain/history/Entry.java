package shomei.domain.history;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import shomei.domain.kernel.InstitutionId;

/// One line of the operation history. It names no secret.
///
/// @param subject on what: `subscriber:12345678901234/user1`, `order:…`, `certificate:…`
/// @param details what else an auditor asks, in the order of their names, the actor's origin among
///   them
public record Entry(
    Instant at,
    InstitutionId institution,
    Actor actor,
    Act act,
    String subject,
    SortedMap<String, String> details) {
  public Entry {
    SortedMap<String, String> all = new TreeMap<>(details);
    all.putAll(actor.origin().details());
    details = Collections.unmodifiableSortedMap(all);
  }

  public Entry(
      Instant at,
      InstitutionId institution,
      Actor actor,
      Act act,
      String subject,
      Map<String, String> details) {
    this(at, institution, actor, act, subject, new TreeMap<>(details));
  }
}
