package shomei.embedded;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Fills a database as years of enrollments would: every row that one leaves, copied from a real
/// one under keys of the kinds that the product makes. Ids and serial numbers begin with the time,
/// one enrollment a second from 2025 on; thumbprints, digests and the names of seats lie anywhere.
public final class Years {
  /// In milliseconds, of the enrollment `n`.
  private static final String TIME = "(1735689600000 + n * 1000)";

  private static final String SERIAL =
      "to_hex((1::bigint << 46) | %s) || left(md5('serial' || n), 20)".formatted(TIME);

  private static final String SEAT = "'S' || left(md5('seat' || n), 12)";

  /// The last enrollment for a seat, or for names.
  private static final String MODEL =
      "select acme_order from certificate where contract_id is %s null order by added desc limit 1";

  private static final String THUMBPRINT =
      "translate(rtrim(encode(%s, 'base64'), '='), '+/', '-_')".formatted(digest("account"));

  /// Later than all that is due.
  private static final String DUE = "timestamptz '2100-01-01' + n * interval '10 s'";

  private static final String SUBJECT =
      "split_part(c.subject, ':', 1) || ':' || case split_part(c.subject, ':', 1)"
          + " when 'certificate' then %s when 'subscriber' then %s when 'account' then %s::text"
              .formatted(SERIAL, SEAT, id("account"))
          + " when 'order' then %s::text else %s::text end"
              .formatted(id("order"), id("authorization"));

  private final Database database;

  /// Runs SQL.
  @FunctionalInterface
  public interface Database {
    /// @return the first value of the first row, or nothing
    String read(String sql) throws SQLException;
  }

  /// @param database in which at least one enrollment was made
  public Years(Database database) {
    this.database = database;
  }

  /// Adds those numbered from `first` on, of `step` each one, as the last one for names was.
  public void names(long first, long last, int step) throws SQLException {
    add(database.read(MODEL.formatted("")), rows(first, last, step), Map.of());
  }

  /// The same as the last one for a seat was, each for a seat of its own.
  public void seats(long first, long last, int step) throws SQLException {
    String rows = rows(first, last, step);
    Map<String, String> own =
        Map.of("contract_id", SEAT, "identifiers", "array['subscriber:' || " + SEAT + "]");
    String model = database.read(MODEL.formatted("not"));
    String seat =
        "(institution, contract_id, user_id) in (select institution, contract_id, user_id"
            + " from certificate where acme_order = '"
            + model
            + "')";
    String corporation = seat.replace(", user_id", "");
    copy("corporation", corporation, rows, own);
    copy("subscriber", seat, rows, Map.of("contract_id", SEAT, "id", id("seat")));
    add(model, rows, own);
  }

  private void add(String order, String rows, Map<String, String> own) throws SQLException {
    copy(
        "account",
        "id = (select account from acme_order where id = '" + order + "')",
        rows,
        Map.of("id", id("account"), "thumbprint", THUMBPRINT));
    copy(
        "authorization",
        "id = (select authorizations[1] from acme_order where id = '" + order + "')",
        rows,
        with(
            Map.of("id", id("authorization"), "account", id("account")),
            own.containsKey("contract_id")
                ? Map.of("identifier", "'subscriber:' || " + SEAT)
                : Map.of()));
    copy(
        "acme_order",
        "id = '" + order + "'",
        rows,
        with(
            own,
            Map.of(
                "id",
                id("order"),
                "account",
                id("account"),
                "authorizations",
                "array[" + id("authorization") + "]",
                "serial",
                SERIAL)));
    copy(
        "certificate",
        "acme_order = '" + order + "'",
        rows,
        with(
            own,
            Map.of(
                "serial", SERIAL,
                "account", id("account"),
                "acme_order", id("order"),
                "fingerprint", digest("fingerprint"),
                "spki_digest", digest("key"))));
    copy(
        "notice",
        "serial = (select serial from certificate where acme_order = '%s')".formatted(order),
        rows,
        Map.of("serial", SERIAL, "due", DUE));
    copy(
        "history",
        """
        act <> 'CORPORATION_REGISTERED' and subject in (select unnest(array['account:' || account,
          'order:' || id, 'authorization:' || authorizations[1], 'certificate:' || serial]
          || identifiers) from acme_order where id = '%s')\
        """
            .formatted(order),
        rows,
        Map.of("subject", SUBJECT));
  }

  private static String rows(long first, long last, int step) {
    return "generate_series(%d::bigint, %d, %d) n".formatted(first, last, step);
  }

  /// Of version 7.
  private static String id(String kind) {
    String drawn = "md5('%s' || n)".formatted(kind);
    return "(lpad(to_hex(%s), 12, '0') || '7' || left(%s, 3) || '8' || right(%s, 15))::uuid"
        .formatted(TIME, drawn, drawn);
  }

  private static String digest(String kind) {
    return "sha256(('%s' || n)::bytea)".formatted(kind);
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  /// @param own what each copy has of its own, where the table has the column
  private void copy(String table, String which, String rows, Map<String, String> own)
      throws SQLException {
    String columns =
        database.read(
            """
            select string_agg(column_name, ',' order by ordinal_position)
            from information_schema.columns
            where table_schema = 'public' and table_name = '%s' and is_identity = 'NO'\
            """
                .formatted(table));
    List<String> values = new ArrayList<>();
    for (String column : columns.split(",", -1)) {
      values.add(own.getOrDefault(column, "c." + column));
    }
    database.read(
        // without triggers: nobody is told, and notices are of certificates that are there
        "set session_replication_role = replica;"
            + "insert into \"%s\" (%s) select %s from %s cross join (select * from \"%s\" where %s) c"
                .formatted(table, columns, String.join(",", values), rows, table, which));
  }
}
