package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.kernel.IssuerId;
import shomei.domain.kernel.Octets;
import shomei.domain.status.CrlSigner;
import shomei.domain.status.CrlTerms;
import shomei.domain.status.PublishCrls;
import shomei.domain.status.RevocationList;
import shomei.domain.status.Shard;
import shomei.embedded.EmbeddedDatabase;
import shomei.embedded.FreePorts;
import shomei.pki.status.TokenCrls;

/// Figures of CRLs and OCSP: `mvn -q -pl adapters/server -am verify -Dtest=StatusBenchmark
/// -Dsurefire.failIfNoSpecifiedTests=false`. Run by that name only.
final class StatusBenchmark {
  private static final Shard SHARD = Shard.first(new IssuerId("kita-g1"));
  private static final int CLIENTS = 16;
  private static final int WARM_UP = 100_000;
  private static final int ISSUED = 1_000_000;
  private static final int ASKED = 10_000;

  @TempDir Path folder;

  @Test
  void crls() throws Exception {
    var clock = new MovableClock();
    int port = FreePorts.next();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("data"), port)) {
      assertThat(database).isNotNull();
      String url = "jdbc:postgresql://localhost:%d/postgres".formatted(port);
      SoftHsm token = SoftHsm.inBuild("shomei-bench");
      Site site =
          Site.in(
              folder,
              clock,
              "  url: %s\n  user: postgres".formatted(url),
              "  module: %s\n  label: %s\n  pinFile: pin".formatted(token.module(), token.label()));
      site.secret("pin", SoftHsm.PIN + "\n");
      site.found();
      try (Adapters adapters = ServerTest.adapters(site, clock)) {
        PublishCrls publish =
            new PublishCrls(
                adapters.database.revocation().revocationLists(),
                adapters.database.revocation().statuses(),
                adapters.authorities(),
                new TokenCrls(adapters.authorities(), adapters.urls),
                new CrlTerms(
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    Duration.ofMinutes(5),
                    100_000_000,
                    Duration.ofMinutes(5)),
                clock);
        publish.publish();
        int before = 0;
        for (int revoked : new int[] {10_000, 100_000, 1_000_000}) {
          revoke(url, before, revoked);
          before = revoked;
          measure(clock, publish, adapters, revoked);
        }
        measureComplete(clock, adapters, url);
      }
    }
  }

  private static void measure(
      MovableClock clock, PublishCrls publish, Adapters adapters, int revoked) {
    double best = Double.MAX_VALUE;
    long heap = 0;
    for (int run = 0; run < 3; run++) {
      clock.forward(Duration.ofHours(1));
      long resting = rest();
      long begun = System.nanoTime();
      publish.publish();
      best = Math.min(best, (System.nanoTime() - begun) / 1e9);
      heap = Math.max(heap, peak() - resting);
    }
    RevocationList list =
        adapters.database.revocation().revocationLists().latest(SHARD).orElseThrow();
    System.out.printf(
        "CRL of %,d: %.2f s, %,d KiB, heap above rest %,d MiB, number %d%n",
        revoked, best, list.der().length() / 1024, heap >> 20, list.number());
  }

  /// All of them in ten parts.
  private static void measureComplete(MovableClock clock, Adapters adapters, String url)
      throws Exception {
    execute(url, "update certificate set crl_shard = get_byte(fingerprint, 0) % 10");
    var lists = adapters.database.revocation().revocationLists();
    var statuses = adapters.database.revocation().statuses();
    Shard complete = Shard.complete(SHARD.ca());
    long resting = rest();
    long begun = System.nanoTime();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    long number = lists.begin(complete, now, Duration.ofMinutes(1)).orElseThrow();
    var head = new CrlSigner.Head(complete, false, number, now, now.plus(Duration.ofDays(1)));
    Octets der =
        new TokenCrls(adapters.authorities(), adapters.urls)
            .sign(head, each -> statuses.revoked(complete, now, each));
    lists.publish(new RevocationList(complete, number, head.thisUpdate(), head.nextUpdate(), der));
    System.out.printf(
        "complete CRL of ten parts: %.2f s, %,d KiB, heap above rest %,d MiB%n",
        (System.nanoTime() - begun) / 1e9, der.length() / 1024, (peak() - resting) >> 20);
  }

  private static void execute(String url, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long rest() {
    System.gc();
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    return pools().stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  private static long peak() {
    return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  static void revoke(String url, int from, int to) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into certificate (serial, issuer, institution, account, acme_order, identifiers,
            profile, der, fingerprint, spki_digest, not_before, not_after, revoked_at,
            revocation_reason)
          select '4' || substr(md5(i::text), 2), 'kita-g1', 'kita', gen_random_uuid(),
            gen_random_uuid(), '{}', 'subscriber', '', decode(md5(i::text), 'hex'), '', now(),
            now() + interval '1 year', now() - make_interval(secs => i),
            case when i %% 2 = 0 then 'SUPERSEDED' end
          from generate_series(%d, %d) i
          """
              .formatted(from + 1, to));
      statement.execute("vacuum analyze certificate");
    }
  }

  @Test
  void ocsp() throws Exception {
    var clock = new MovableClock();
    SoftHsm token = SoftHsm.inBuild("shomei-bench");
    Site site =
        Site.in(
            folder,
            clock,
            Site.emptyDatabase(),
            "  module: %s\n  label: %s\n  pinFile: pin".formatted(token.module(), token.label()));
    Files.writeString(
        site.file(),
        Files.readString(site.file()).replace("status:\n", "status:\n  ocspSignatures: 1000000\n"));
    site.secret("pin", SoftHsm.PIN + "\n");
    site.found();
    for (String[] seat :
        new String[][] {
          {"corporation", "add", "12345678901234"},
          {"user", "add", "--keep-pin", "12345678901234", "user1"}
        }) {
      String[] rest = {"--name", "Suzuki", "--mail", "a@suzuki.example", "--pin-file", "-"};
      String[] all = Arrays.copyOf(seat, seat.length + rest.length);
      System.arraycopy(rest, 0, all, seat.length, rest.length);
      ServerTest.must(site.runWith(Site.PINS, all));
    }
    try (Adapters adapters = ServerTest.adapters(site, clock);
        Server server = Server.start(adapters);
        var pc = new Pc(site)) {
      X509Certificate certificate = pc.acquire("12345678901234/user1", "1234abcd");
      try (var party = new RelyingParty(folder.resolve("party"), certificate)) {
        byte[] plain = party.question(certificate, false);
        byte[] nonced = party.question(certificate, true);
        AtomicInteger count = new AtomicInteger();
        Supplier<byte[]> fresh = () -> renonced(nonced, count.incrementAndGet());
        String path = party.ocspAddress(certificate).getPath();
        fill(url(site));
        Supplier<byte[]> many = many(plain);
        new Asking(server.statusPort(), path, true).all(CLIENTS, WARM_UP, many);
        for (int round = 0; round < 3; round++) {
          report(
              new Asking(server.statusPort(), path, true),
              true,
              "shomei, %,d of %,d, 1 %% revoked".formatted(ASKED, ISSUED),
              200_000,
              many);
        }
        for (boolean keeps : new boolean[] {true, false}) {
          Asking ours = new Asking(server.statusPort(), path, keeps);
          report(ours, keeps, "shomei, at hand", 40_000, () -> plain);
          report(ours, keeps, "shomei, each signed on the token", 20_000, fresh);
        }
        int port = FreePorts.next();
        Process peer = openSsl(folder.resolve("party"), certificate, port);
        try {
          Asking theirs = new Asking(port, "/", false);
          report(theirs, false, "openssl ocsp", 3_000, () -> plain);
        } finally {
          peer.destroy();
          peer.waitFor(10, TimeUnit.SECONDS);
        }
      }
    }
  }

  private static void report(
      Asking asking, boolean keeps, String what, int questions, Supplier<byte[]> question)
      throws Exception {
    asking.all(CLIENTS, questions / 2, question);
    Asking.Answered answered = asking.all(CLIENTS, questions, question);
    System.out.printf(
        "OCSP, %s, %s: %,.0f answers/s, p99 %.2f ms, server %.1f µs each%n",
        what,
        keeps ? "connections kept" : "a connection each",
        answered.perSecond(),
        answered.p99(),
        answered.cpu());
  }

  private static String url(Site site) throws IOException {
    return Files.readAllLines(site.file()).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("url: jdbc:"))
        .findFirst()
        .orElseThrow()
        .substring("url: ".length());
  }

  /// As many certificates as a large bank has, one in a hundred revoked.
  private static void fill(String url) throws Exception {
    execute(
        url,
        """
        insert into certificate (serial, issuer, institution, account, acme_order, identifiers,
          profile, der, fingerprint, spki_digest, not_before, not_after, revoked_at,
          revocation_reason)
        select '4' || substr(md5(i::text), 2), 'kita-g1', 'kita', gen_random_uuid(),
          gen_random_uuid(), '{}', 'subscriber', '', decode(md5(i::text), 'hex'), '', now(),
          now() + interval '1 year', case when i %% 100 = 0 then now() - interval '1 day' end,
          null
        from generate_series(1, %d) i
        """
            .formatted(ISSUED));
    execute(url, "vacuum analyze certificate");
  }

  /// Questions for certificates all over the database, in turn. The serial is the last thing in
  /// one.
  private static Supplier<byte[]> many(byte[] question) throws Exception {
    byte[][] all = new byte[ASKED][];
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    for (int i = 0; i < ASKED; i++) {
      int one = 1 + i * (ISSUED / ASKED) + i % 100;
      byte[] serial = md5.digest(Integer.toString(one).getBytes(StandardCharsets.US_ASCII));
      serial[0] = (byte) (serial[0] & 0x0f | 0x40);
      all[i] = question.clone();
      System.arraycopy(serial, 0, all[i], all[i].length - serial.length, serial.length);
    }
    AtomicInteger next = new AtomicInteger();
    return () -> all[Math.floorMod(next.getAndIncrement(), ASKED)];
  }

  /// The nonce is the last thing in a question.
  private static byte[] renonced(byte[] question, int count) {
    byte[] other = question.clone();
    for (int i = 0; i < 4; i++) {
      other[other.length - 1 - i] = (byte) (count >> (8 * i));
    }
    return other;
  }

  /// A responder with keys of its own kind, P-256, in software, that knows one certificate.
  private static Process openSsl(Path party, X509Certificate certificate, int port)
      throws Exception {
    run(
        party,
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        "r.key",
        "-out",
        "r.pem",
        "-subj",
        "/CN=responder",
        "-days",
        "10");
    Files.writeString(
        party.resolve("index.txt"),
        "V\t%s\t\t%s\tunknown\t/CN=x%n"
            .formatted(
                "271120235959Z",
                certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT)));
    Process peer =
        new ProcessBuilder(
                "openssl",
                "ocsp",
                "-port",
                "" + port,
                "-index",
                "index.txt",
                "-CA",
                "issuer.pem",
                "-rsigner",
                "r.pem",
                "-rkey",
                "r.key",
                "-ndays",
                "1")
            .directory(party.toFile())
            .redirectErrorStream(true)
            .redirectOutput(party.resolve("openssl.log").toFile())
            .start();
    for (int look = 0; look < 100 && !listens(party); look++) {
      boolean _ = peer.waitFor(100, TimeUnit.MILLISECONDS);
    }
    return peer;
  }

  /// It is not asked: this responder never ends reading from a client that hangs up at once.
  private static boolean listens(Path party) throws IOException {
    return Files.readString(party.resolve("openssl.log")).contains("ACCEPT");
  }

  private static void run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }
}
