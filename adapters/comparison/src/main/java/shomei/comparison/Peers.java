package shomei.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import shomei.demo.WebIdentity;
import shomei.embedded.FreePorts;
import shomei.load.report.Result;

/// The others of the comparison, as far as they are installed; who is not is told.
final class Peers implements AutoCloseable {
  private static final String PEBBLE = "pebble";
  private static final int MOST_TRIES = 8;

  /// Seconds that Pebble mostly lives, and clients that it bears.
  private static final double LIVES = 5;

  private static final int BEARS = 8;

  private final Harness harness;
  private final Harness.Load load;
  private final Consumer<String> say;
  private final List<Contender> contenders = new ArrayList<>();
  private final List<Runnable> ends = new ArrayList<>();

  private Peers(Harness harness, Harness.Load load, Consumer<String> say) {
    this.harness = harness;
    this.load = load;
    this.say = say;
  }

  /// @param identity of Pebble's web server
  static Peers of(
      Path folder, WebIdentity identity, Harness harness, Harness.Load load, Consumer<String> say)
      throws IOException, InterruptedException {
    Peers peers = new Peers(harness, load, say);
    try {
      peers.pebble(folder, identity);
      peers.caddy(folder);
      Other.read(System.getProperty("compare.other", "")).ifPresent(peers::other);
      return peers;
    } catch (IOException | InterruptedException | RuntimeException fault) {
      peers.close();
      throw fault;
    }
  }

  List<Contender> contenders() {
    return List.copyOf(contenders);
  }

  private void pebble(Path folder, WebIdentity identity) {
    Installed.program(PEBBLE)
        .ifPresentOrElse(
            program ->
                contenders.add(
                    new Contender(
                        PEBBLE, false, round -> pebble(round, program, folder, identity))),
            () -> say.accept("Pebble is not installed (Debian's package pebble)"));
  }

  /// A new one for each round, and a short one. It locks an authorization for a client that reads
  /// it and then waits for its store, which another order holds while it waits for the
  /// authorization: the more clients, the sooner. The harness then ends for want of answers, and
  /// the round is played again.
  private Result pebble(String round, Path program, Path folder, WebIdentity identity)
      throws IOException, InterruptedException {
    Harness.Load borne =
        new Harness.Load(Math.min(load.seconds(), LIVES), 1, Math.min(load.clients(), BEARS));
    for (int tried = 1; ; tried++) {
      try (Pebble pebble = Pebble.start(program, folder, identity)) {
        return harness.run(
            round,
            pebble.directory(),
            borne,
            enrolling("127.0.0.1:" + FreePorts.next(), pebble.pid()));
      } catch (IOException hung) {
        if (tried == MOST_TRIES) {
          throw hung;
        }
        say.accept("%s stopped answering in %s; again with a new one".formatted(PEBBLE, round));
      }
    }
  }

  /// One for all rounds, as ours is.
  private void caddy(Path folder) throws IOException, InterruptedException {
    Optional<Path> program = Installed.program("caddy");
    Optional<Namespace> network = program.isEmpty() ? Optional.empty() : Namespace.in(folder);
    if (network.isEmpty()) {
      say.accept(
          program.isEmpty()
              ? "Caddy is not installed (Debian's packages caddy and dnsmasq-base)"
              : "Caddy asks at port 80 of a network of its own, which could not be made (Debian's"
                  + " package dnsmasq-base): it takes no part");
      return;
    }
    ends.add(network.get()::close);
    Caddy caddy = Caddy.start(program.get(), folder, network.get());
    ends.addFirst(caddy::close);
    Harness inside = harness.trusting(caddy.authority()).inside(network.get());
    contenders.add(
        new Contender(
            "caddy, http-01",
            true,
            round ->
                inside.run(
                    round, caddy.directory(), load, enrolling("127.0.0.1:80", caddy.pid()))));
  }

  private void other(Other other) {
    Harness trusting = harness.trusting(other.authority());
    contenders.add(
        new Contender(
            other.directory().getAuthority(),
            true,
            round ->
                trusting.run(
                    round, other.directory(), load, enrolling(other.responder(), other.pid()))));
  }

  private static List<String> enrolling(String responder, long pid) {
    return List.of("--domain", Ours.PROVEN, "--http01", responder, "--server-pid", "server=" + pid);
  }

  @Override
  public void close() {
    ends.forEach(Runnable::run);
  }
}
