package shomei.web.rfc8555;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import shomei.domain.history.Entry;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// Institutions in a database that may be away.
record AwayInstitutions(Institutions kept, BooleanSupplier away) implements Institutions {
  @Override
  public Optional<Institution> find(InstitutionId id) {
    return there().find(id);
  }

  @Override
  public List<Institution> all() {
    return there().all();
  }

  @Override
  public void put(Institution institution, Entry entry) {
    there().put(institution, entry);
  }

  private Institutions there() {
    if (away.getAsBoolean()) {
      throw new Refusal(Reason.UNAVAILABLE, "the database is away");
    }
    return kept;
  }
}
