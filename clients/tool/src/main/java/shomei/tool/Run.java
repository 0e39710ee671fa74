package shomei.tool;

import java.util.Locale;
import java.util.Optional;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.connection.ConnectionOptions;
import shomei.enrollment.connection.ServerConnection;
import shomei.enrollment.engine.Enrollment;
import shomei.enrollment.engine.EnrollmentOptions;
import shomei.enrollment.engine.EnrollmentType;
import shomei.enrollment.engine.RenewalAdviser;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.sdk.ClientSettings;
import shomei.tool.talk.Conversation;
import shomei.tool.talk.Conversation.Sources;
import shomei.tool.talk.Countdown;
import shomei.tool.talk.Log;
import shomei.tool.talk.SecretFiles;
import shomei.tool.talk.Texts;

/// Puts the engine behind the command line, for one command.
final class Run {
  private final ToolContext context;
  private final Texts texts;
  private final Output output;
  private final NetworkOptions network;
  final Log log;
  final SecretFiles secrets;

  Run(ToolContext context, Texts texts, Output output, NetworkOptions network) {
    this.context = context;
    this.texts = texts;
    this.output = output;
    this.network = network;
    this.log = new Log(texts, context.err(), context.clock());
    this.secrets = new SecretFiles(context.in());
  }

  void greet() {
    log.say("log.started");
    log.say("log.user", context.user());
  }

  void enroll(
      EnrollmentType type,
      Profile profile,
      Optional<StoreLocation> chosen,
      EnrollmentOptions options,
      Sources sources) {
    Conversation face = face(sources);
    face.prepare();
    new Enrollment(face, client(), context.random(), context.listener(), context.computer())
        .run(
            type,
            profile,
            chosen,
            options,
            connection(),
            certificate -> output.done(type, certificate));
  }

  RenewalAdviser adviser() {
    return new RenewalAdviser(
        new ServerConnection(connection(), client(), face(network.sources())), context.clock());
  }

  /// What the profile holds, with the server's advice; a server that cannot be asked is told in the
  /// log.
  CertificateSummary advised(RenewalAdviser adviser, Profile profile) {
    return switch (adviser.ask(profile)) {
      case RenewalAdviser.Advice.None none -> none.certificate();
      case RenewalAdviser.Advice.Given given -> given.certificate();
      case RenewalAdviser.Advice.Unknown unknown -> {
        log.say(
            "log.noAdvice",
            profile.settings().subscriber(),
            output.words(output.explain(unknown.why())));
        yield unknown.certificate();
      }
    };
  }

  /// @return the first line that was typed, without blanks around it; empty where nobody is there
  Optional<String> ask(String question) {
    return context
        .terminal()
        .flatMap(person -> person.line(question))
        .map(String::strip)
        .filter(typed -> !typed.isEmpty());
  }

  ConnectionOptions connection() {
    return network.read(context, secrets);
  }

  Conversation face(Sources sources) {
    return new Conversation(log, texts, context.terminal(), secrets, sources);
  }

  ClientSettings client() {
    return ClientSettings.usual(context.clock())
        .withLanguage(
            texts.bundle().getLocale().getLanguage().equals("ja")
                ? Locale.JAPANESE
                : Locale.ENGLISH)
        .withWaiter(
            context.terminal().isPresent()
                ? new Countdown(texts, context.err(), context.waiter())
                : context.waiter());
  }
}
