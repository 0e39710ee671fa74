package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A program on a schema that a newer one has brought further.
final class NewerSchemaTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @BeforeEach
  void aNewerProgramWasThere() {
    Database.open(CLUSTER.settings(), InstantSource.system()).close();
    CLUSTER.execute(
        """
        insert into flyway_schema_history (installed_rank, version, description, type, script,
            checksum, installed_by, execution_time, success)
          values (9999, '9999', 'to come', 'SQL', 'V9999__to_come.sql', 1, 'newer', 1, true)
        """);
  }

  @AfterEach
  void itIsGone() {
    CLUSTER.execute("delete from flyway_schema_history where version = '9999'");
  }

  @Test
  void neitherAServerNorACommandStartsOnItAndWhyIsSaidInWords() {
    assertThatThrownBy(() -> Database.open(CLUSTER.settings(), InstantSource.system()))
        .hasMessageContaining("its schema has moved on to version 9999")
        .hasMessageContaining("install the newer program again");
    assertThatThrownBy(() -> Database.visit(CLUSTER.settings(), InstantSource.system()))
        .hasMessageContaining("its schema has moved on to version 9999");
  }

  @Test
  void nothingOfItIsTouched() {
    assertThatThrownBy(() -> Database.open(CLUSTER.settings(), InstantSource.system()));
    assertThat(CLUSTER.read("select max(installed_rank) from flyway_schema_history"))
        .isEqualTo("9999");
  }
}
