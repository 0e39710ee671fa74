package shomei.domain.evidence;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import shomei.domain.history.Entry;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;

/// An [Entry] as it is kept: with its id, and with its act as text, which programs that do not know
/// the act read the same.
///
/// @param id grows; an entry written later may have a smaller one, but never one that is below a
///   seal
public record Recorded(
    long id,
    Instant at,
    InstitutionId institution,
    String actor,
    String act,
    String subject,
    SortedMap<String, String> details)
    implements ExportLine {
  public Recorded {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  public Recorded(
      long id,
      Instant at,
      InstitutionId institution,
      String actor,
      String act,
      String subject,
      Map<String, String> details) {
    this(id, at, institution, actor, act, subject, new TreeMap<>(details));
  }

  public static Recorded of(long id, Entry entry) {
    return new Recorded(
        id,
        entry.at(),
        entry.institution(),
        entry.actor().name(),
        entry.act().name(),
        entry.subject(),
        entry.details());
  }

  /// Its digest: [Canonical] over `entry`, every field, and each detail's name and value.
  Octets leaf() {
    Canonical fields =
        new Canonical("entry")
            .add(id)
            .add(Canonical.time(at))
            .add(institution.value())
            .add(actor)
            .add(act)
            .add(subject);
    details.forEach((name, value) -> fields.add(name).add(value));
    return fields.digest();
  }
}
