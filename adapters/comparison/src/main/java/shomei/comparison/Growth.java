package shomei.comparison;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Fills our database as years of enrollments would: every row that an enrollment leaves, copied
/// from a real one under keys of its own, with notices that are due later.
final class Growth {
  /// Tables that an enrollment leaves rows in, with what each copy has of its own. `n` counts them.
  private static final Map<String, Map<String, String>> TABLES =
      Map.of(
          "account",
          Map.of(
              "id", "md5('account' || n)::uuid",
              "thumbprint", "'grown' || n",
              "spki_digest", "sha256(('account' || n)::bytea)"),
          "authorization",
          Map.of("id", "md5('authorization' || n)::uuid", "account", "md5('account' || n)::uuid"),
          "acme_order",
          Map.of(
              "id", "md5('order' || n)::uuid",
              "account", "md5('account' || n)::uuid",
              "serial", "'5' || right(md5('serial' || n), 31)"),
          "certificate",
          Map.of(
              "serial", "'5' || right(md5('serial' || n), 31)",
              "account", "md5('account' || n)::uuid",
              "acme_order", "md5('order' || n)::uuid",
              "fingerprint", "sha256(('fingerprint' || n)::bytea)",
              "spki_digest", "sha256(('key' || n)::bytea)"));

  /// What the history tells of one enrollment, the newest entry first.
  private static final List<String> ACTS =
      List.of("CERTIFICATE_ISSUED", "ISSUANCE_BEGUN", "ORDER_PLACED", "ACCOUNT_CREATED");

  private final Ours ours;
  private final Consumer<String> say;
  private long filled;

  /// @param ours has enrolled at least once
  Growth(Ours ours, Consumer<String> say) {
    this.ours = ours;
    this.say = say;
  }

  /// Adds enrollments until there are so many certificates.
  void fillTo(long certificates) throws SQLException {
    long begun = System.nanoTime();
    long there = Long.parseLong(ours.query("select count(*) from certificate"));
    long more = Math.max(0, certificates - there);
    for (var table : TABLES.entrySet()) {
      String whole = table.getKey().equals("acme_order") ? "serial is not null" : "true";
      copy(table.getKey(), table.getValue(), whole, more);
    }
    for (String act : ACTS) {
      String kind =
          ours.query(
              "select split_part(subject, ':', 1) from history where act = '" + act + "' limit 1");
      String subject =
          kind.equals("certificate")
              ? "'certificate:5' || right(md5('serial' || n), 31)"
              : "'%s:' || md5('%s' || n)::uuid".formatted(kind, kind);
      copy("history", Map.of("subject", subject), "act = '" + act + "'", more);
    }
    for (int days : List.of(30, 10)) {
      ours.query(
          """
          insert into notice (serial, days_before, due)
          select '5' || right(md5('serial' || n), 31), %d, current_timestamp + interval '1 day' + n * interval '10 s'
          from generate_series(%d, %d) n"""
              .formatted(days, filled + 1, filled + more));
    }
    filled += more;
    // what was copied is nobody's to seal
    ours.query("update history_sealing set through = (select max(id) from history)");
    ours.query("vacuum (analyze)");
    ours.query("checkpoint");
    say.accept(
        "%s certificates, %s history entries, %s in the database, after %d s of filling"
            .formatted(
                ours.query("select count(*) from certificate"),
                ours.query("select count(*) from history"),
                ours.query("select pg_size_pretty(pg_database_size(current_database()))"),
                (System.nanoTime() - begun) / 1_000_000_000));
  }

  /// How long it takes to find the notices that are due, of which there are none.
  String noticeScan() throws SQLException {
    ours.query(
        "select serial from notice where decided_at is null and due <= current_timestamp order by due limit 1000");
    long begun = System.nanoTime();
    ours.query(
        "select serial from notice where decided_at is null and due <= current_timestamp order by due limit 1000");
    return "%.1f ms, the connection included".formatted((System.nanoTime() - begun) / 1e6);
  }

  private void copy(String table, Map<String, String> own, String which, long count)
      throws SQLException {
    String columns =
        ours.query(
            """
            select string_agg(quote_ident(column_name), ',' order by ordinal_position)
            from information_schema.columns
            where table_schema = 'public' and table_name = '%s' and is_identity = 'NO'"""
                .formatted(table));
    List<String> values = new ArrayList<>();
    for (String column : columns.split(",", -1)) {
      values.add(own.getOrDefault(column, "c." + column));
    }
    ours.query(
        """
        insert into "%s" (%s) select %s
        from (select * from "%s" where %s limit 1) c, generate_series(%d, %d) n"""
            .formatted(
                table,
                columns,
                String.join(",", values),
                table,
                which,
                filled + 1,
                filled + count));
  }
}
