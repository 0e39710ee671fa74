import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.security.MessageDigest;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.GeneratedAnnotationType;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/// Writes jOOQ's classes for the schema as the migrations make it: a PostgreSQL of its own, Flyway,
/// jOOQ.
///
/// Run by the build with the JDK of the toolchain, since Maven itself may run on an older one. Does
/// nothing where the migrations and this file are those of the last run.
///
/// @param args this file, the folder of the migrations, the folder to write to
void main(String[] args) throws Exception {
  var generator = Path.of(args[0]);
  var migrations = Path.of(args[1]);
  var target = Path.of(args[2]);
  var mark = target.resolve("made-from.sha256");
  var digest = digest(generator, migrations);
  if (Files.exists(mark) && Files.readString(mark).equals(digest)) {
    return;
  }
  try (var postgres = EmbeddedPostgres.start()) {
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .locations("filesystem:" + migrations)
        .load()
        .migrate();
    GenerationTool.generate(
        configuration(postgres.getJdbcUrl("postgres", "postgres"), target.toString()));
  }
  Files.writeString(mark, digest);
}

String digest(Path generator, Path migrations) throws Exception {
  var sha256 = MessageDigest.getInstance("SHA-256");
  sha256.update(Files.readAllBytes(generator));
  try (var files = Files.list(migrations)) {
    for (var file : files.sorted().toList()) {
      sha256.update(file.getFileName().toString().getBytes());
      sha256.update(Files.readAllBytes(file));
    }
  }
  return HexFormat.of().formatHex(sha256.digest());
}

Configuration configuration(String url, String target) {
  return new Configuration()
      .withLogging(Logging.WARN)
      .withJdbc(new Jdbc().withUrl(url))
      .withGenerator(
          new Generator()
              .withDatabase(
                  new Database()
                      .withInputSchema("public")
                      .withExcludes("flyway_schema_history")
                      .withOutputSchemaToDefault(true)
                      .withForcedTypes(
                          new ForcedType()
                              .withUserType("java.time.Instant")
                              .withConverter("shomei.postgres.sql.Microseconds")
                              .withIncludeTypes("(?i:timestamp.*time.*zone)")))
              .withGenerate(
                  new Generate()
                      .withGeneratedAnnotation(true)
                      .withGeneratedAnnotationType(
                          GeneratedAnnotationType.JAVAX_ANNOTATION_PROCESSING_GENERATED)
                      .withJavadoc(false)
                      .withIndexes(false)
                      .withGlobalCatalogReferences(false)
                      .withGlobalSchemaReferences(false)
                      .withImplicitJoinPathsToOne(false)
                      .withImplicitJoinPathsToMany(false))
              .withTarget(
                  new Target().withPackageName("shomei.postgres.schema").withDirectory(target)));
}
