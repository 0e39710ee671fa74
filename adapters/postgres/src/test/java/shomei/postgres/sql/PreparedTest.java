package shomei.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.CORPORATION;
import static shomei.postgres.schema.Tables.PARTNER;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockExecuteContext;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.Test;

/// What is bound where, seen from JDBC.
final class PreparedTest {
  private record Customer(String contractId, String name) {}

  private static final RowMapping<Customer> NARROW =
      RowMapping.<Customer>of(CORPORATION)
          .with(CORPORATION.CONTRACT_ID, Customer::contractId)
          .with(CORPORATION.NAME, Customer::name);
  private static final RowMapping<Customer> WIDE =
      NARROW.with(CORPORATION.INSTITUTION, customer -> "midori");

  private static final RowParameter<Customer> FIRST = NARROW.named("first");
  private static final RowParameter<Customer> SECOND = NARROW.named("second");

  private final List<Object> bound = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final DSLContext database =
      DSL.using(new MockConnection(this::answer), SQLDialect.POSTGRES);

  private MockResult[] answer(MockExecuteContext statement) {
    sent.add(statement.sql());
    bound.addAll(List.of(statement.bindings()));
    var row = database.newRecord(Change.DONE).values(true);
    var rows = database.newResult(Change.DONE);
    rows.add(row);
    return new MockResult[] {new MockResult(1, rows)};
  }

  @Test
  void rowsOfOneKindGoToTheirOwnParametersInWhicheverOrderTheyAreGiven() {
    Prepared two = statement(FIRST, SECOND);
    Customer a = new Customer("1", "A");
    Customer b = new Customer("2", "B");
    assertThat(two.did(new Values().with(FIRST, a).with(SECOND, b))).isTrue();
    assertThat(two.did(new Values().with(SECOND, b).with(FIRST, a))).isTrue();
    assertThat(bound).containsExactly("1", "A", "2", "B", "1", "A", "2", "B");
  }

  @Test
  void rowsOfAListGoToTheirPlaces() {
    Change change = new Change();
    Table<?> added = change.step(select(inline(1)));
    change.insert(added, FIRST.assignments(2));
    Prepared two = change.prepared(database, List.of(), added);
    two.did(new Values().with(FIRST, List.of(new Customer("1", "A"), new Customer("2", "B"))));
    assertThat(bound).containsExactly("1", "A", "2", "B");
    refuses(two, new Values().with(FIRST, List.of(new Customer("1", "A"))));
    refuses(
        two,
        new Values()
            .with(
                FIRST,
                List.of(new Customer("1", "A"), new Customer("2", "B"), new Customer("3", "C"))));
  }

  @Test
  void aColumnThatTheStatementDoesNotHaveIsRefused() {
    Prepared one = statement(FIRST);
    refuses(one, new Values().with(WIDE.named("first"), new Customer("1", "A")));
  }

  @Test
  void aColumnThatHasNoValueIsRefused() {
    Prepared one = statement(WIDE.named("first"));
    refuses(one, new Values().with(FIRST, new Customer("1", "A")));
  }

  @Test
  void aRowThatTheStatementDoesNotTakeIsRefused() {
    Prepared one = statement(FIRST);
    Customer a = new Customer("1", "A");
    refuses(one, new Values().with(FIRST, a).with(SECOND, a));
    refuses(one, new Values().with(SECOND, a));
  }

  @Test
  void twoValuesForOneParameterAreRefused() {
    Customer a = new Customer("1", "A");
    Values values = new Values().with(FIRST, a);
    assertThatIllegalArgumentException().isThrownBy(() -> values.with(FIRST, a));
    Param<String> single = param("single", String.class);
    Values one = new Values().with(single, "x");
    assertThatIllegalArgumentException().isThrownBy(() -> one.with(single, "x"));
  }

  @Test
  void aValueWithoutANameStaysInNoText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prepared(database, select(val("secret"))));
    assertThat(sent).isEmpty();
  }

  @Test
  void aColumnIsTheTablesOwnAndMappedOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NARROW.with(PARTNER.NAME, Customer::name));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NARROW.with(CORPORATION.NAME, Customer::name));
  }

  @Test
  void theAnswerHasTheFieldsThatTheStatementSelects() {
    Field<Boolean> done = field(name("done"), Boolean.class);
    Prepared asking = new Prepared(database, select(inline(true).as(done)));
    assertThat(asking.fetch(new Values()).getFirst().get(done)).isTrue();
  }

  @SafeVarargs
  private Prepared statement(RowParameter<Customer>... rows) {
    Change change = new Change();
    List<Table<?>> steps = new ArrayList<>();
    for (RowParameter<Customer> row : rows) {
      steps.add(change.add(row.assignments()));
    }
    return change.prepared(database, List.of(), steps.getLast());
  }

  private void refuses(Prepared statement, Values values) {
    int before = sent.size();
    assertThatIllegalArgumentException().isThrownBy(() -> statement.fetch(values));
    assertThat(sent).hasSize(before);
  }
}
