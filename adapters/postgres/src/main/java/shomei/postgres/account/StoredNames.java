package shomei.postgres.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.jooq.JSONB;
import shomei.domain.partner.Partner;
import shomei.postgres.sql.Json;

/// A partner's names as they are stored.
record StoredNames(
    @JsonProperty("domain") String domain,
    @JsonProperty("below") boolean below,
    @JsonProperty("vetted") boolean vetted) {
  static JSONB write(List<Partner.Names> names) {
    return Json.write(
        names.stream()
            .map(one -> new StoredNames(one.domain(), one.below(), one.vetted()))
            .toList());
  }

  static List<Partner.Names> read(JSONB json) {
    return Json.read(json, new TypeReference<List<StoredNames>>() {}).stream()
        .map(one -> new Partner.Names(one.domain(), one.below(), one.vetted()))
        .toList();
  }
}
