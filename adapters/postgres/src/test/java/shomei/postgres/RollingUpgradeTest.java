package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A migration is done by the first node of the new version, while nodes of the version before go
/// on serving: nothing that they read or write may be taken away or asked of them, and no statement
/// may hold a table that enrollments write for as long as it is large.
final class RollingUpgradeTest {
  /// The last one of the version before.
  private static final int RELEASED = 14;

  private static final Path FOLDER = Path.of("src/main/resources/db/migration");
  private static final Pattern NAME = Pattern.compile("V([0-9]+)__.*\\.sql");

  /// Before a statement that looks as if it broke nodes and does not: why not.
  private static final Pattern HARMLESS = Pattern.compile("-- breaks no node: .{20,}");

  private static final Pattern BODY = Pattern.compile("\\$\\$.*?\\$\\$", Pattern.DOTALL);
  private static final Pattern CREATED =
      Pattern.compile("create (?:unlogged )?table (?:if not exists )?(\\w+)");

  /// What a statement may not do to a table or view that was there before, and why.
  private static final Map<Pattern, String> BREAKS =
      Map.of(
          Pattern.compile("drop (table|view|materialized view|type|sequence)"),
          "the version before uses it",
          Pattern.compile(
              "drop (column )?(?!constraint|trigger|default|not null|index|function)\\w+"),
          "the version before may name the column",
          Pattern.compile("rename"),
          "the version before knows the former name",
          Pattern.compile("alter (column )?\\w+ (set data )?type"),
          "it writes the whole table anew, and nobody else reads or writes meanwhile",
          Pattern.compile("set (not null|unlogged|logged)"),
          "the version before may leave it out, and the whole table is read",
          Pattern.compile(
              "add (column )?(?!constraint|check|foreign|unique|primary)\\w+ [^,]*not null(?![^,]*default)"),
          "the version before does not write the column",
          Pattern.compile("add (constraint \\w+ )?(primary key|unique)"),
          "the version before may break it, and the whole table is read");

  @Test
  void migrationsSinceTheLastReleaseBreakNoNodeOfIt() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && Integer.parseInt(name.group(1)) > RELEASED) {
          assertThat(faults(Files.readString(file))).as(name.group()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table spent_nonce;",
        "alter table spent_nonce drop id;",
        "alter table spent_nonce drop column id;",
        "alter table spent_nonce rename column id to nonce;",
        "alter table spent_nonce set unlogged;",
        "alter table certificate alter column serial type bytea;",
        "alter table certificate alter column contract_id set not null;",
        "alter table certificate add seat uuid not null;",
        "alter table spent_nonce drop constraint spent_nonce_pkey;\n"
            + "alter table spent_nonce add primary key (expires, id);",
        "alter table certificate add constraint one unique (serial);",
      })
  void whatNodesOfTheVersionBeforeCouldNotBearIsFound(String migration) {
    assertThat(faults(migration)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table a (id uuid not null unique);\nalter table a add b text not null;",
        "alter table certificate add seat uuid;",
        "alter table certificate add seat boolean not null default false, add x text;",
        "alter table subscriber add check (a is null) not valid;",
        "create function f() returns trigger language plpgsql as $$ begin drop table x; end $$;",
        "drop trigger history_untold on history;",
        "-- rename nothing\ncreate index i on a (b);",
        "-- breaks no node: the version before has not named it since release 0.1\n"
            + "alter table spent_nonce drop id;"
      })
  void whatTheyCanBearIsLeftAlone(String migration) {
    assertThat(faults(migration)).isEmpty();
  }

  private static List<String> faults(String migration) {
    List<String> faults = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    String text = BODY.matcher(migration).replaceAll("BODY");
    for (String statement : text.split(";\\s*")) {
      String sql = sql(statement);
      Matcher created = CREATED.matcher(sql);
      if (created.find()) {
        fresh.add(created.group(1));
      } else if (!HARMLESS.matcher(statement).find()
          && fresh.stream().noneMatch(table -> sql.startsWith("alter table " + table + " "))) {
        BREAKS.forEach(
            (pattern, why) -> {
              if (pattern.matcher(sql).find()) {
                faults.add(sql + ": " + why);
              }
            });
      }
    }
    return faults;
  }

  private static String sql(String statement) {
    return String.join(
            " ",
            Arrays.stream(statement.split("\n"))
                .map(line -> line.replaceFirst("--.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList())
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s+", " ")
        .strip();
  }
}
