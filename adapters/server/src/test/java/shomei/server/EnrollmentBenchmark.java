package shomei.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import shomei.domain.ca.CertificateRequest;
import shomei.domain.ca.CertificateTemplate;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.DnsName;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.embedded.ScratchDatabase;
import shomei.pki.request.CsrReader;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.jws.Jws;
import shomei.protocol.jws.JwsSigner;
import shomei.protocol.jws.JwsVerifier;
import shomei.sdk.Csr;

/// What the server cannot leave out of the enrollment of a vetted name, the one that `mvn
/// -Pcompare` counts the server's processor time of. Read the column `cpu`: a round trip waits, and
/// waiting costs nothing here. Every processor is busy, as it is under the comparison: two that
/// share a core are half as fast again when one of them rests.
///
/// How often an enrollment has each part stands in `shomei.demo.Unavoidable`. `mvn -q
/// -Pbench,bench-server -pl adapters/server -am`
@State(Scope.Thread)
@Threads(Threads.MAX)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class EnrollmentBenchmark {
  private static final String NAME = "host.example.jp";
  private static final Policy.Profile PROFILE =
      new Policy.Profile(
          "tls-client",
          "",
          "dns",
          Period.ofYears(1),
          Optional.empty(),
          List.of("1.3.6.1.5.5.7.3.2"),
          "1.3.6.1.4.1.99999.1.1",
          Set.of(Policy.KeyType.values()));

  private static final OffsetDateTime NOON = OffsetDateTime.parse("2026-11-21T12:00:00Z");

  /// As many values there and back as a typical statement of an enrollment has.
  private static final String STATEMENT =
      "select ?::uuid, ?::uuid, ?::text, ?::text, ?::text, ?::timestamptz, ?::timestamptz, ?::bytea,"
          + " ?::bytea, ?::int, ?::boolean, ?::text";

  private final CsrReader requests = new CsrReader();
  private final JwsSigner signer = JwsSigner.of(pair());
  private final Jwk key = signer.jwk();
  private final UUID id = UUID.randomUUID();
  private final byte[] octets = new byte[300];
  private JwsVerifier verifier = JwsVerifier.ofPlatform();
  private byte[] body = {};
  private Octets csr = Octets.of(body);

  @SuppressWarnings("NullAway.Init")
  private Adapters adapters;

  @SuppressWarnings("NullAway.Init")
  private CertificateTemplate template;

  @SuppressWarnings("NullAway.Init")
  private Connection connection;

  @SuppressWarnings("NullAway.Init")
  private PreparedStatement statement;

  @SuppressWarnings("NullAway.Init")
  private Records records;

  @Setup
  public void open() throws Exception {
    Path folder = Files.createTempDirectory("enrollment");
    ScratchDatabase database = ScratchDatabase.create();
    Site site = Site.in(folder, InstantSource.system(), database);
    site.found();
    adapters = ServerTest.adapters(site, InstantSource.system());
    verifier = Acme.verifier();
    body =
        signer.request(
            "https://ca.test/acme/kita/account/" + id,
            "https://ca.test/acme/kita/new-order",
            "q0sWnWkoXf1bGXjKRfW4sQq0sWnWkoXf1bGXjKRfW4sQ",
            "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"%s\"}]}"
                .formatted(NAME)
                .getBytes(StandardCharsets.UTF_8));
    KeyPair own = pair();
    csr = Octets.of(Csr.of(own, List.of(NAME)));
    Institution kita =
        adapters
            .database
            .institution()
            .institutions()
            .find(new InstitutionId("kita"))
            .orElseThrow();
    template =
        new CertificateTemplate(
            kita,
            PROFILE,
            Serial.draw(Instant.parse("2026-11-21T03:00:00Z"), new SecureRandom()),
            Optional.empty(),
            List.of(DnsName.parse(NAME)),
            Octets.of(own.getPublic().getEncoded()),
            Instant.parse("2026-11-21T03:00:00Z"),
            Instant.parse("2027-11-21T23:59:59Z"));
    new Random(1).nextBytes(octets);
    connection = database.connect();
    statement = connection.prepareStatement(STATEMENT);
    records = Records.open(folder.resolve("tls.pem"), folder.resolve("tls.key"));
  }

  @TearDown
  public void close() throws SQLException {
    connection.close();
    adapters.close();
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A request's body read, its signature verified.
  @Benchmark
  public byte[] jws() {
    return verifier.payload(Jws.parse(body).toRequest().content(), key);
  }

  /// A request for a certificate read, its signature verified.
  @Benchmark
  public CertificateRequest csr() {
    return requests.read(csr);
  }

  /// A certificate built, signed, and verified before it is handed out.
  @Benchmark
  public Octets certificate() {
    return adapters.ca().sign(adapters.ca().prepare(template));
  }

  /// A request's record and its answer's, at both ends: the server's part is half of it.
  @Benchmark
  public int tlsAtBothEnds() throws IOException {
    return records.exchange();
  }

  /// A statement that is prepared, its values sent, one row of as many read, without jOOQ.
  @Benchmark
  public void sql(Blackhole hole) throws SQLException {
    statement.setObject(1, id);
    statement.setObject(2, id);
    statement.setString(3, "VALID");
    statement.setString(4, NAME);
    statement.setString(5, "0123456789abcdef0123456789abcdef");
    statement.setObject(6, NOON);
    statement.setObject(7, NOON);
    statement.setBytes(8, octets);
    statement.setBytes(9, octets);
    statement.setInt(10, 7);
    statement.setBoolean(11, true);
    statement.setString(12, "issued");
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      hole.consume(row.getObject(1));
      hole.consume(row.getObject(2));
      hole.consume(row.getString(3));
      hole.consume(row.getString(4));
      hole.consume(row.getString(5));
      hole.consume(row.getObject(6, OffsetDateTime.class));
      hole.consume(row.getObject(7, OffsetDateTime.class));
      hole.consume(row.getBytes(8));
      hole.consume(row.getBytes(9));
      hole.consume(row.getInt(10));
      hole.consume(row.getBoolean(11));
      hole.consume(row.getString(12));
    }
  }
}
