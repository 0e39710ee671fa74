package shomei.tool;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.sdk.AcmeServer;
import shomei.tool.enrollment.Act;
import shomei.tool.enrollment.Enrollment;
import shomei.tool.enrollment.Journal;
import shomei.tool.enrollment.Pins;
import shomei.tool.enrollment.Records;
import shomei.tool.enrollment.Wishes;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.ToolFailure;
import shomei.tool.state.Profile;
import shomei.tool.state.ProfileFacts.StoreFacts;
import shomei.tool.store.FilePassword;
import shomei.tool.store.KeyStorePlace;
import shomei.tool.store.Pkcs11Token;
import shomei.tool.store.Pkcs12File;
import shomei.tool.talk.Log;
import shomei.tool.talk.Secrets;
import shomei.tool.talk.Texts;

/// One run of a command that changes something: wires the parts together.
final class Session {
  private final Surroundings surroundings;
  private final Texts texts;
  private final Output output;
  final Log log;
  final Secrets secrets;

  Session(Surroundings surroundings, Texts texts, Output output) {
    this.surroundings = surroundings;
    this.texts = texts;
    this.output = output;
    this.log = new Log(texts, surroundings.err(), surroundings.clock());
    this.secrets = new Secrets(surroundings.asker(), texts, log, surroundings.in());
  }

  void greet() {
    log.say("log.started");
    log.say("log.user", surroundings.user());
  }

  /// @param chosen where the certificate goes, where the person said so
  void enroll(
      Act act,
      Profile profile,
      Optional<StoreFacts> chosen,
      SecretOptions files,
      @Nullable String newPinFile,
      Wishes wishes,
      ConnectionOptions connection) {
    Connector connector = new Connector(surroundings, texts, log, secrets, connection);
    profile.write(connector.remembered(profile.facts()));
    StoreFacts store = store(profile, chosen);
    KeyStorePlace place = place(store, profile, files);
    Pins pins = new Pins(secrets, Optional.ofNullable(files.pin), Optional.ofNullable(newPinFile));
    try (AcmeServer server = connector.open(profile.facts())) {
      new Enrollment(
              profile,
              server,
              store,
              place,
              pins,
              wishes,
              surroundings.checkpoint(),
              surroundings.random(),
              log)
          .run(act, chain -> report(act, profile, chain));
    }
  }

  private void report(Act act, Profile profile, List<X509Certificate> chain) {
    log.say("log.done", chain.getFirst().getNotAfter().toInstant());
    output.done(
        act.name().toLowerCase(Locale.ROOT),
        CertificateView.of(profile, surroundings.clock().instant(), null));
  }

  /// An unfinished run keeps its place: the key waits there.
  private StoreFacts store(Profile profile, Optional<StoreFacts> chosen) {
    Optional<StoreFacts> begun =
        new Records(profile, surroundings.checkpoint()).read().map(Journal::store);
    if (begun.isPresent() && chosen.isPresent() && !begun.equals(chosen)) {
      throw ToolFailure.of(ExitCode.USAGE, "fail.unfinishedElsewhere");
    }
    return begun.or(() -> chosen).orElse(profile.facts().store());
  }

  private KeyStorePlace place(StoreFacts store, Profile profile, SecretOptions files) {
    String file = store.file();
    if (file != null) {
      java.nio.file.Path target = java.nio.file.Path.of(file);
      boolean ours = file.equals(profile.facts().store().file()) && !profile.held().isEmpty();
      boolean unfinished = new Records(profile, surroundings.checkpoint()).read().isPresent();
      if (java.nio.file.Files.exists(target) && !ours && !unfinished) {
        throw ToolFailure.of(ExitCode.STORE, "fail.foreignFile", target);
      }
      return new Pkcs12File(
          target,
          profile.file("pending.p12"),
          new FilePassword(secrets, log, Optional.ofNullable(files.password)));
    }
    return Pkcs11Token.open(
        String.valueOf(store.module()),
        String.valueOf(store.token()),
        () ->
            secrets
                .fromFile(Optional.ofNullable(files.tokenPin))
                .orElseGet(
                    () ->
                        secrets.ask(
                            "--token-pin-file", "ask.tokenPin", String.valueOf(store.token()))));
  }
}
