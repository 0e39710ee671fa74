package shomei.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import shomei.domain.ca.Issuer;
import shomei.domain.kernel.Octets;

/// The subscribers' PCs: runs the real client tool as a process of its own, with a state directory
/// for each seat.
final class Pc {
  private final Home home;
  private final URI server;
  private final DemoClock clock;
  private final Consumer<String> say;

  Pc(Home home, URI server, DemoClock clock, Consumer<String> say) {
    this.home = home;
    this.server = server;
    this.clock = clock;
    this.say = say;
  }

  boolean acquire(Bank bank, Bank.Person person) throws IOException, InterruptedException {
    Path chosen = home.secret("pins/chosen", Counter.CHOSEN_PIN);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "acquire",
                "--server",
                server + "/acme/" + bank.institution().id() + "/directory",
                "--subscriber",
                bank.seat(person).toString(),
                "--out",
                store(bank, person).toString()));
    if (bank.account().isPresent()) {
      arguments.addAll(List.of("--pin-file", chosen.toString()));
    } else {
      Path pin = home.secret("pins/temporary", Counter.TEMPORARY_PIN);
      arguments.addAll(List.of("--pin-file", pin.toString(), "--new-pin-file", chosen.toString()));
    }
    return tool(bank, person, arguments.toArray(String[]::new));
  }

  boolean renew(Bank bank, Bank.Person person) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("renew"));
    if (bank.renewalNeedsPin()) {
      arguments.add("--pin-file");
      arguments.add(home.secret("pins/chosen", Counter.CHOSEN_PIN).toString());
    }
    return tool(bank, person, arguments.toArray(String[]::new));
  }

  /// Checks with `openssl verify`, as anybody could, what the tool left behind.
  ///
  /// @return what is wrong with it, if anything
  Optional<String> verify(Bank bank, Bank.Person person, List<Issuer> issuers)
      throws IOException, InterruptedException {
    Path folder = pc(bank, person);
    Path certificate = folder.resolve("certificate.pem");
    Path roots = folder.resolve("roots.pem");
    Path between = folder.resolve("between.pem");
    List<Issuer> own =
        issuers.stream()
            .filter(issuer -> issuer.institution().equals(bank.institution().id()))
            .toList();
    Files.writeString(roots, pem(own.stream().map(issuer -> issuer.above().getLast())));
    Files.writeString(between, pem(own.stream().map(Issuer::certificate)));
    Programs.Finished exported =
        Programs.run(
            List.of(
                "openssl",
                "pkcs12",
                "-in",
                store(bank, person).toString(),
                "-passin",
                "file:" + password(),
                "-clcerts",
                "-nokeys",
                "-out",
                certificate.toString()),
            line -> {});
    Programs.Finished verified =
        Programs.run(
            List.of(
                "openssl",
                "verify",
                "-x509_strict",
                "-purpose",
                "sslclient",
                "-CAfile",
                roots.toString(),
                "-untrusted",
                between.toString(),
                certificate.toString()),
            line -> say.accept("  openssl verify: " + line));
    return exported.status() == 0 && verified.status() == 0
        ? Optional.empty()
        : Optional.of(
            "openssl refuses the certificate of " + bank.seat(person) + ": " + exported.output());
  }

  private boolean tool(Bank bank, Bank.Person person, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PcTool.class.getName(),
            clock.behind().toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--state", pc(bank, person).toString(),
            "--ca", home.webAuthority().toString(),
            "--password-file", password().toString(),
            "--lang", person.language().name().toLowerCase(java.util.Locale.ROOT)));
    say.accept("$ shomei " + String.join(" ", arguments));
    return Programs.run(command, line -> say.accept("  " + line)).status() == 0;
  }

  private Path pc(Bank bank, Bank.Person person) throws IOException {
    return Files.createDirectories(
        home.folder()
            .resolve("pc")
            .resolve(bank.institution().id().value())
            .resolve(person.userId().orElse("administrator")));
  }

  private Path store(Bank bank, Bank.Person person) throws IOException {
    return pc(bank, person).resolve("certificate.p12");
  }

  private Path password() throws IOException {
    return home.secret("pins/store-password", "demo-store-password");
  }

  private static String pem(Stream<Octets> certificates) {
    StringBuilder pem = new StringBuilder();
    certificates.forEach(
        der ->
            pem.append("-----BEGIN CERTIFICATE-----\n")
                .append(
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der.octets()))
                .append("\n-----END CERTIFICATE-----\n"));
    return pem.toString();
  }
}
