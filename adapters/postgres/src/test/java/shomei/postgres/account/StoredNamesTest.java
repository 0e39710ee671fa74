package shomei.postgres.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;
import shomei.domain.partner.Partner;

/// What earlier versions have stored is read, and this one writes the same.
final class StoredNamesTest {
  private static final String STORED =
      """
      [{"domain":"example.com","below":true,"vetted":false},\
      {"domain":"www.example.org","below":false,"vetted":true}]""";

  @Test
  void namesAreReadAsTheyWereStoredAndStoredAsTheyWereRead() {
    List<Partner.Names> names =
        List.of(
            new Partner.Names("example.com", true, false),
            new Partner.Names("www.example.org", false, true));
    assertThat(StoredNames.read(JSONB.jsonb(STORED))).isEqualTo(names);
    assertThat(StoredNames.write(names).data()).isEqualTo(STORED);
  }
}
