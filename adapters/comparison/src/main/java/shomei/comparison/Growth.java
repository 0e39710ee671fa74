package shomei.comparison;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import shomei.embedded.Years;

/// Our database with as many certificates as years bring, and what each further one writes to its
/// log.
final class Growth {
  /// In kB an enrollment, right after a checkpoint.
  private static final double MOST_LOG = 16;

  private final Ours ours;
  private final Years years;
  private final Consumer<String> say;
  private long filled;

  /// Where the log was.
  ///
  /// @param octets its length
  /// @param certificates that were there
  private record Mark(long octets, long certificates) {}

  /// Something that takes its time.
  @FunctionalInterface
  interface Work<R, E extends Exception> {
    R done() throws E;
  }

  /// @param ours has enrolled at least once
  Growth(Ours ours, Consumer<String> say) {
    this.ours = ours;
    this.years = new Years(ours::query);
    this.say = say;
  }

  /// Adds enrollments until there are so many certificates.
  void fillTo(long certificates) throws SQLException {
    long begun = System.nanoTime();
    long there = mark().certificates();
    long more = Math.max(0, certificates - there);
    years.names(filled + 1, filled + more, 1);
    filled += more;
    // what was copied is nobody's to seal
    ours.query("update history_sealing set through = (select max(id) from history)");
    ours.query("vacuum (analyze)");
    say.accept(
        "%s certificates, %s history entries, %s in the database, after %d s of filling"
            .formatted(
                ours.query("select count(*) from certificate"),
                ours.query("select count(*) from history"),
                ours.query("select pg_size_pretty(pg_database_size(current_database()))"),
                (System.nanoTime() - begun) / 1_000_000_000));
  }

  /// Says how much log each enrollment of a stretch wrote that began with a checkpoint: of each
  /// page the first change writes the whole page.
  <R, E extends Exception> R logged(Work<R, E> stretch) throws E, SQLException {
    ours.query("checkpoint");
    Mark before = mark();
    R result = stretch.done();
    Mark after = mark();
    long enrolled = after.certificates() - before.certificates();
    double each = (after.octets() - before.octets()) / 1000.0 / enrolled;
    say.accept(
        String.format(
            Locale.ROOT,
            "%.1f kB of log for each of %d enrollments after a checkpoint%s",
            each,
            enrolled,
            each > MOST_LOG ? ", more than %.0f".formatted(MOST_LOG) : ""));
    return result;
  }

  private Mark mark() throws SQLException {
    List<Long> both =
        Stream.of(
                ours.query(
                        "select pg_current_wal_insert_lsn() - '0/0' || ' ' || count(*) from"
                            + " certificate")
                    .split(" ", -1))
            .map(Long::parseLong)
            .toList();
    return new Mark(both.getFirst(), both.getLast());
  }

  /// How long it takes to find the notices that are due, of which there are none.
  String noticeScan() throws SQLException {
    ours.query(
        "select serial from notice where decided_at is null and due <= current_timestamp order by"
            + " due limit 1000");
    long begun = System.nanoTime();
    ours.query(
        "select serial from notice where decided_at is null and due <= current_timestamp order by"
            + " due limit 1000");
    return "%.1f ms, the connection included".formatted((System.nanoTime() - begun) / 1e6);
  }
}
