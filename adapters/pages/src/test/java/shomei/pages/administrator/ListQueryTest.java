package shomei.pages.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.pages.visit.Fields;

final class ListQueryTest {
  @ParameterizedTest
  @CsvSource({
    "'', /users",
    "'search=%E5%B1%B1%26&state=expired&sort=end&order=down&page=3', '/users?search=%E5%B1%B1%26&state=expired&sort=end&order=down&page=3'",
    "'search= user1 ', /users?search=user1",
    "'state=x&sort=y&order=z&page=0', /users",
    "'page=99999', /users",
    "'page=1e3&page=2', /users"
  })
  void anAddressIsReadAndWrittenAgainWithoutWhatNobodyCanChoose(String asked, String address) {
    assertThat(ListQuery.of(Fields.of(asked)).address()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({"'', /users/new", "'search=a&sort=name', /users/new?list=search%3Da%26sort%3Dname"})
  void aPageThatIsReachedFromAListLeadsBackThere(String asked, String address) {
    ListQuery list = ListQuery.of(Fields.of(asked));
    assertThat(list.leadingFrom("/users/new")).isEqualTo(address);
    assertThat(ListQuery.from(Fields.of(address.replaceFirst(".*\\?", "")))).isEqualTo(list);
  }
}
