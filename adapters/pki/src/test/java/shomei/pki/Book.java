package shomei.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.history.History;
import shomei.domain.kernel.InstitutionId;

/// A history in memory.
public final class Book implements History {
  public final List<Entry> entries = new ArrayList<>();

  @Override
  public void add(Entry entry) {
    entries.add(entry);
  }

  @Override
  public List<Entry> latest(InstitutionId institution, int limit) {
    return entries.reversed().stream().limit(limit).toList();
  }

  @Override
  public List<Entry> latest(InstitutionId institution, String subject, Set<Act> acts, int limit) {
    return on(institution, subject).reversed().stream()
        .filter(entry -> acts.contains(entry.act()))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Entry> on(InstitutionId institution, String subject) {
    return entries.stream().filter(entry -> entry.subject().equals(subject)).toList();
  }
}
