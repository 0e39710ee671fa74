package shomei.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import shomei.command.Finding;
import shomei.domain.ca.CaExpiry;
import shomei.domain.ca.Issuer;
import shomei.domain.institution.Institution;
import shomei.postgres.Inspection;
import shomei.postgres.upkeep.Figures;
import shomei.postgres.upkeep.Upkeep;
import shomei.settings.Config;
import shomei.settings.binding.Faulty;
import shomei.smtp.MailTexts;
import shomei.smtp.SmtpSender;

/// Looks at all that a server needs and says what is wrong with it, one part after the other: what
/// cannot be looked at because of another part is left out.
final class Doctor {
  private static final Duration APART = Duration.ofSeconds(30);
  private static final Duration BACKUP = Duration.ofHours(26);
  private static final Duration REHEARSAL = Duration.ofDays(35);
  private static final long ROOM = 256L * 1024 * 1024;

  private final Config config;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final List<Finding> findings = new ArrayList<>();

  Doctor(Config config, InstantSource clock, RandomGenerator random) {
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  List<Finding> examine() {
    files();
    new DoctorOfTls(config, clock.instant(), findings::add).examine();
    mail();
    if (database()) {
      inside();
    }
    return List.copyOf(findings);
  }

  private void well(String about, String told) {
    findings.add(Finding.well(about, told));
  }

  private void wrong(String about, String told, String todo) {
    findings.add(Finding.wrong(about, told, todo));
  }

  /// Runs a look, and turns what it throws into a finding.
  private void look(String about, String todo, Runnable look) {
    try {
      look.run();
    } catch (RuntimeException fault) {
      wrong(about, Unavailable.innermost(fault), todo);
    }
  }

  private void files() {
    List<String> open =
        config.warnings().stream().filter(warning -> warning.contains(" read ")).toList();
    open.forEach(one -> wrong("files", one, "chmod 600, for the user that the server runs as"));
    if (open.isEmpty()) {
      well("files", "secrets are their owner's alone");
    }
    Path folder = config.journal().folder().toAbsolutePath();
    try {
      if (!Files.isDirectory(folder)) {
        Path above = folder.getParent();
        if (above != null && Files.isWritable(above)) {
          well("journal", folder + " is made by the first start");
        } else {
          wrong(
              "journal", folder + " is not there", "make it, for the user that the server runs as");
        }
      } else if (!Files.isWritable(folder)) {
        wrong(
            "journal",
            folder + " cannot be written",
            "give it to the user that the server runs as");
      } else if (Files.getFileStore(folder).getUsableSpace() < ROOM) {
        wrong(
            "journal", folder + " has little room left", "make room: revocations wait without it");
      } else {
        well("journal", folder + " can be written");
      }
    } catch (IOException e) {
      wrong("journal", folder + " cannot be looked at", "look at the disk");
    }
  }

  private void mail() {
    if (config.smtp().isEmpty()) {
      wrong("mail", "no mail server is configured", "set smtp: notices wait until then");
      return;
    }
    Config.Smtp smtp = config.smtp().get();
    String where = smtp.host() + ":" + smtp.port();
    look(
        "mail",
        "look at smtp.* and the files that it names",
        () ->
            new SmtpSender(Settings.smtp(config, smtp), MailTexts.read(config.mailTexts()), clock)
                .obstacle()
                .ifPresentOrElse(
                    error ->
                        wrong(
                            "mail",
                            where + ": " + error,
                            "reach it from here, or mend smtp.host, user, security; mails wait"),
                    () -> well("mail", where + " lets us in")));
  }

  /// @return whether what is in it can be looked at
  private boolean database() {
    Inspection seen;
    try {
      seen = Inspection.of(Adapters.settings(config.database(), 1), clock);
    } catch (SQLException | RuntimeException away) {
      wrong(
          "database",
          Unavailable.innermost(away),
          "is PostgreSQL up, and are database.url, user and passwordFile right?");
      return false;
    }
    if (seen.primary()) {
      well("database", "PostgreSQL " + seen.version() + ", takes writes");
    } else {
      wrong(
          "database",
          "it is a standby and takes no writes",
          "let database.url find the primary (targetServerType=primary)");
    }
    seen.unsafe()
        .forEach(
            setting ->
                wrong(
                    "database",
                    setting + " is off: certificates that were acknowledged may be lost",
                    "switch it on in postgresql.conf"));
    clocks(seen.ahead());
    return schema(seen.schema(), seen.newest());
  }

  private void clocks(Duration ahead) {
    if (ahead.abs().compareTo(APART) > 0) {
      wrong(
          "clock",
          "the database's clock is %d s ahead of this machine's".formatted(ahead.toSeconds()),
          "set the one that is wrong: nothing is dated before they agree");
    } else {
      well("clock", "agrees with the database's");
    }
  }

  private boolean schema(int is, int newest) {
    if (is > newest) {
      wrong(
          "schema",
          "%d is newer than this program's %d".formatted(is, newest),
          "run the version that made it, or a later one");
    } else if (is < newest) {
      wrong(
          "schema",
          "%d, and this program's is %d".formatted(is, newest),
          "start the server, or run shomei-server migrate");
    } else {
      well("schema", is + ", as this program's");
    }
    return is == newest;
  }

  private void inside() {
    try (Adapters adapters = Adapters.visit(config, clock, random)) {
      List<Issuer> issuers = adapters.database.institution().issuers().all();
      look("token", "look at token.* and the device", () -> token(adapters, issuers));
      look("CAs", "look at the log", () -> authorities(adapters, issuers));
      look("upkeep", "look at the database", () -> upkeep(adapters));
    } catch (Faulty | RuntimeException fault) {
      wrong("policies", Unavailable.innermost(fault), "mend what is named");
    }
  }

  private void token(Adapters adapters, List<Issuer> issuers) {
    List<String> faults = Startup.token(adapters, issuers);
    faults.forEach(
        fault ->
            wrong("token", fault, "is the device there, its PIN right, and is it the right one?"));
    if (faults.isEmpty()) {
      well("token", "holds the secret and the keys of %d CAs".formatted(issuers.size()));
    }
  }

  private void authorities(Adapters adapters, List<Issuer> issuers) {
    List<Institution> all = adapters.database.institution().institutions().all();
    all.stream()
        .filter(one -> !adapters.policies.byName().containsKey(one.policy()))
        .forEach(
            one ->
                wrong(
                    "policies",
                    "institution %s has no policy %s".formatted(one.id(), one.policy()),
                    "put the file back, or institution put " + one.id() + " --policy …"));
    var expiry =
        new CaExpiry(
            adapters.database.institution().institutions(),
            adapters.policies,
            adapters.ca(),
            clock);
    for (CaExpiry.Lifetime one : expiry.lifetimes()) {
      if (one.due()) {
        wrong(
            "CAs",
            "the newest CA of %s ends at %s".formatted(one.institution(), one.end()),
            "ca create -i " + one.institution());
      } else {
        well("CAs", "the newest CA of %s lasts until %s".formatted(one.institution(), one.end()));
      }
    }
    all.stream()
        .filter(one -> issuers.stream().noneMatch(ca -> ca.institution().equals(one.id())))
        .forEach(one -> wrong("CAs", one.id() + " has no CA", "ca create -i " + one.id()));
  }

  private void upkeep(Adapters adapters) {
    Instant now = clock.instant();
    Figures figures = adapters.database.upkeep().figures(OptionalLong.empty(), now);
    done(figures, Upkeep.Work.BACKUP, BACKUP, "backup", "run it now, and see to it every night");
    done(figures, Upkeep.Work.REHEARSAL, REHEARSAL, "rehearsal", "rehearse a restore each month");
    figures.loginServers().stream()
        .filter(one -> one.end().isBefore(now.plus(TlsCertificates.MONTH)))
        .forEach(
            one ->
                wrong(
                    "login servers",
                    "the certificate of %s/%s ends at %s"
                        .formatted(one.institution(), one.name(), one.end()),
                    "have a new one made and login-server add it under another name"));
  }

  private void done(
      Figures figures, Upkeep.Work work, Duration longest, String about, String todo) {
    Instant last = figures.upkeep().get(work);
    if (last == null) {
      wrong(about, "none was ever made", todo);
    } else if (last.isBefore(clock.instant().minus(longest))) {
      wrong(about, "the last good one is of " + last, todo);
    } else {
      well(about, "the last good one is of " + last);
    }
  }
}
