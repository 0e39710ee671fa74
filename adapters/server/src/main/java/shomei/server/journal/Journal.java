package shomei.server.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.domain.journal.KeepJournal;
import shomei.domain.journal.ReplayJournal;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.journal.JournalFolder;
import shomei.postgres.Database;

/// This process's journal, and the ports that wait for it.
public final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final JournalFolder folder;
  private final KeepJournal keep;
  private final ReplayJournal replay;
  private final Database plain;
  private final Database database;
  private final InstantSource clock;
  private volatile Instant level;

  private Journal(
      JournalFolder folder,
      KeepJournal keep,
      ReplayJournal replay,
      Database plain,
      Database database,
      InstantSource clock) {
    this.clock = clock;
    this.level = clock.instant();
    this.folder = folder;
    this.keep = keep;
    this.replay = replay;
    this.plain = plain;
    this.database = database;
  }

  /// @throws Refusal UNAVAILABLE while the database is away
  public static Journal of(Path path, Database plain, InstantSource clock) {
    var folder = new JournalFolder(path, plain.revocation().revocations().deployment());
    var replay =
        new ReplayJournal(
            plain.revocation().revocations(), plain.revocation().revocationLists(), folder, clock);
    var keep =
        KeepJournal.from(plain.revocation().revocations(), folder, () -> afterTakeover(replay));
    return new Journal(
        folder,
        keep,
        replay,
        plain,
        plain.with(
            new JournaledCertificates(plain.certificates(), keep),
            new JournaledBulkRevocations(plain.revocation().bulkRevocations(), keep),
            new JournaledOrders(plain.order().orders(), keep),
            new JournaledLists(plain.revocation().revocationLists(), keep)),
        clock);
  }

  /// The ports, none of which waits.
  public Database plain() {
    return plain;
  }

  /// The ports, those that revoke or publish waiting for the journal.
  public Database database() {
    return database;
  }

  /// Brings database and journal up to each other, before anything is issued, published or
  /// answered, and says what was missing.
  ///
  /// @throws RuntimeException in words for an operator, where the journal cannot be relied on or
  ///   not be written
  public void begin() {
    folder.prepare();
    Instant now = clock.instant();
    compare(replay);
    level = now;
  }

  private static void afterTakeover(ReplayJournal replay) {
    LOG.info("the database has crashed or another took over: it is compared with the journal");
    try {
      compare(replay);
    } catch (IllegalStateException unreliable) {
      LOG.error("{}; what is revoked is not acknowledged until it can be", unreliable.getMessage());
      throw Refusal.retry(
          Reason.UNAVAILABLE, "revocations cannot be acknowledged at the moment", COME_AGAIN);
    }
  }

  private static void compare(ReplayJournal replay) {
    ReplayJournal.Outcome outcome = replay.replay();
    if (outcome.databaseKnewLess()) {
      LOG.warn(
          "the database knew less than the journal: it seems to have been restored from an older"
              + " copy, or a standby that lacked something took over. {} certificates were revoked"
              + " again; {} revoked certificates that it does not know are told as revoked; CRL"
              + " numbers go on after {}",
          outcome.revoked(),
          outcome.lost(),
          outcome.raised().entrySet().stream()
              .map(raised -> raised.getKey() + ": " + raised.getValue())
              .sorted()
              .collect(Collectors.joining(", ", "[", "]")));
    }
    if (outcome.added() > 0) {
      LOG.warn(
          "the journal knew less than the database: {} revocations were added to it. That is so"
              + " after a crash, where other nodes were at work, and where the journal is new",
          outcome.added());
    }
  }

  /// Takes up what others revoked. A journal that cannot be written has been told of already.
  public void catchUp() {
    Instant now = clock.instant();
    try {
      keep.catchUp();
      level = now;
    } catch (Refusal refusal) {
      if (folder.well()) {
        throw refusal;
      }
    }
  }

  /// Whether the journal can be written, as far as was tried.
  public boolean well() {
    return folder.well();
  }

  /// Seconds since it held all that the database did, as this process saw it.
  public double behind() {
    return Duration.between(level, clock.instant()).toSeconds();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
