package shomei.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.TimeOrderedId;
import shomei.embedded.ScratchDatabase;
import shomei.protocol.jwk.Jwk;
import shomei.sdk.Trust;

/// What a thousand tools cost that wait for a page, each on a connection of its own, at the program
/// that ships: `mvn -q -pl adapters/server -am verify -Dtest=WaitingBenchmark
/// -Dsurefire.failIfNoSpecifiedTests=false`. Run by that name only.
final class WaitingBenchmark {
  private static final int TOOLS = 1_000;
  private static final Duration ROUND = Duration.ofSeconds(50);
  private static final InstitutionId KITA = new InstitutionId("kita");

  @TempDir Path folder;
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void toolsThatWait() throws Exception {
    ScratchDatabase scratch = ScratchDatabase.create();
    Site site = Site.in(folder, InstantSource.system(), scratch);
    site.found();
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Trust.ofCertificates(folder.resolve("tls.pem")).context())
            .build();
    List<WaitingTool> tools = tools(site, http);
    ProcessHandle postgres =
        ProcessHandle.of(
                Long.parseLong(
                    scratch.read("select split_part(pg_read_file('postmaster.pid'), chr(10), 1)")))
            .orElseThrow();
    try (MainProcess server = new MainProcess(site)) {
      measure("nobody waits", server, postgres);
      List<CompletableFuture<Void>> waiting = new ArrayList<>();
      for (WaitingTool tool : tools) {
        waiting.add(wait(tool, tool.waits()));
      }
      measure("they come", server, postgres);
      measure("they wait", server, postgres);
      over.set(true);
      assertThat(others).as("answers but 204").hasValue(0);
      CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
    }
  }

  /// Comes again at once, as the protocol says.
  private CompletableFuture<Void> wait(
      WaitingTool tool, CompletableFuture<WaitingTool.Answer> asked) {
    return asked.thenCompose(
        answer -> {
          answers.incrementAndGet();
          if (answer.status() != 204) {
            others.incrementAndGet();
            throw new IllegalStateException(answer.body());
          }
          return over.get()
              ? CompletableFuture.completedFuture(null)
              : wait(tool, tool.waits(answer.nonce().orElseThrow()));
        });
  }

  private static List<WaitingTool> tools(Site site, HttpClient http) throws Exception {
    List<WaitingTool> tools = new ArrayList<>();
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    try (Adapters adapters = ServerTest.adapters(site, InstantSource.system())) {
      for (int i = 0; i < TOOLS; i++) {
        KeyPair key = generator.generateKeyPair();
        Account account = account(key);
        adapters
            .database
            .account()
            .accounts()
            .create(
                account,
                Optional.empty(),
                Optional.empty(),
                new Entry(
                    account.created(),
                    KITA,
                    Actor.system(),
                    Act.ACCOUNT_CREATED,
                    "account:" + account.id(),
                    Map.of()));
        tools.add(new WaitingTool(site, http, key, account.id().toString()));
      }
    }
    return tools;
  }

  private static Account account(KeyPair key) {
    Instant now = InstantSource.system().instant();
    Jwk jwk = Jwk.of(key.getPublic());
    return new Account(
        new AccountId(TimeOrderedId.make(now, new SecureRandom())),
        KITA,
        new AccountKey(jwk.canonicalJson(), jwk.thumbprint()),
        List.of(),
        true,
        Account.Status.VALID,
        Optional.empty(),
        Optional.empty(),
        now);
  }

  private void measure(String what, MainProcess server, ProcessHandle postgres) throws Exception {
    Duration before = cpu(server);
    Duration databaseBefore = database(postgres);
    int answered = answers.get();
    boolean _ = new CountDownLatch(1).await(ROUND.toMillis(), TimeUnit.MILLISECONDS);
    double seconds = ROUND.toMillis() / 1e3;
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f answers a second | server %.1f ms + postgres %.1f ms a second |%n",
        what,
        (answers.get() - answered) / seconds,
        cpu(server).minus(before).toMillis() / seconds,
        database(postgres).minus(databaseBefore).toMillis() / seconds);
  }

  private static Duration cpu(MainProcess server) {
    return server.process().info().totalCpuDuration().orElseThrow();
  }

  /// Of the database's processes that live: the server keeps its connections.
  private static Duration database(ProcessHandle postgres) {
    return postgres
        .descendants()
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
