package shomei.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.oidc.Client;
import shomei.domain.oidc.RegisterClient.NewClient;
import shomei.domain.oidc.RegisterClient.Registered;
import shomei.domain.oidc.SigningKey;
import shomei.settings.binding.Faulty;

@Command(
    name = "oidc-client",
    description = "The bank's applications that people log in to here (OpenID Connect).")
final class OidcCommands {
  private final Context context;

  OidcCommands(Context context) {
    this.context = context;
  }

  @Command(
      description = {
        "Registers an application. Its secret is shown only now.",
        "The first one makes the institution's key for ID tokens."
      })
  void add(
      @Parameters(paramLabel = "CLIENT-ID", description = "As the application names itself.")
          String id,
      @Mixin InstitutionOption institution,
      @Option(
              names = "--name",
              paramLabel = "TEXT",
              description = "What people call it; the id where absent.")
          Optional<String> name,
      @Option(
              names = "--redirect-uri",
              required = true,
              paramLabel = "URI",
              description = "Where codes may go; compared character by character.")
          List<String> redirectUris,
      @Option(
              names = "--post-logout-uri",
              paramLabel = "URI",
              description = "Where browsers may go after a logout.")
          @Nullable List<String> postLogoutUris,
      @Option(
              names = "--public",
              description =
                  "It runs where it cannot keep a secret, as on people's PCs, and has none.")
          boolean isPublic,
      @Option(names = "--json") boolean json)
      throws Faulty {
    context.work(
        backend -> {
          Registered registered =
              backend
                  .registerClient()
                  .register(
                      institution.of(backend).id(),
                      new NewClient(
                          id,
                          name.orElse(id),
                          redirectUris,
                          postLogoutUris == null ? List.of() : postLogoutUris,
                          !isPublic),
                      context.operator());
          var table = new Table("client_id", "client_secret");
          table.row(registered.client().id(), registered.secret().orElse("none"));
          table.print(context.out(), json);
        });
  }

  @Command(description = "Lists the applications, without their secrets.")
  void list(@Mixin InstitutionOption institution, @Option(names = "--json") boolean json)
      throws Faulty {
    context.work(
        backend -> {
          var table = new Table("client_id", "name", "secret", "redirectUris", "added");
          for (Client client : backend.clients().of(institution.of(backend).id())) {
            table.row(
                client.id(),
                client.name(),
                client.isPublic() ? "none" : "kept",
                String.join(" ", client.redirectUris()),
                Japan.time(client.added()));
          }
          table.print(context.out(), json);
        });
  }

  @Command(
      description =
          "Removes an application: its next request is refused, and what it has is worth nothing.")
  void remove(@Parameters(paramLabel = "CLIENT-ID") String id, @Mixin InstitutionOption institution)
      throws Faulty {
    context.work(
        backend -> {
          backend.removeClient().remove(institution.of(backend).id(), id, context.operator());
          context.out().println("application %s is removed".formatted(id));
        });
  }

  /// The commands about the keys of ID tokens.
  @Command(name = "oidc-key", description = "The keys that sign ID tokens.")
  static final class Key {
    private final Context context;

    Key(Context context) {
      this.context = context;
    }

    @Command(
        description = {
          "Makes the next key on the token. It is published at once and signs after ten minutes.",
          "Those before it stay published."
        })
    void add(@Mixin InstitutionOption institution) throws Faulty {
      context.work(
          backend -> {
            SigningKey key =
                backend.addSigningKey().add(institution.of(backend).id(), context.operator());
            context
                .out()
                .println(
                    "key %s signs from %s on"
                        .formatted(key.label(), Japan.time(key.added().plus(SigningKey.SETTLING))));
          });
    }

    @Command(description = "Lists the published keys, newest first.")
    void list(@Mixin InstitutionOption institution, @Option(names = "--json") boolean json)
        throws Faulty {
      context.work(
          backend -> {
            InstitutionId of = institution.of(backend).id();
            List<SigningKey> keys = backend.signingKeys().of(of);
            Optional<SigningKey> signing = SigningKey.signing(keys, context.clock().instant());
            var table = new Table("key", "signs", "added");
            for (SigningKey key : keys) {
              table.row(
                  key.label(),
                  signing.equals(Optional.of(key)) ? "yes" : "no",
                  Japan.time(key.added()));
            }
            table.print(context.out(), json);
          });
    }

    @Command(
        description =
            "Publishes a key no more: what it has signed verifies nowhere. It stays on the token.")
    void remove(@Parameters(paramLabel = "KEY") String label, @Mixin InstitutionOption institution)
        throws Faulty {
      context.work(
          backend -> {
            backend
                .removeSigningKey()
                .remove(institution.of(backend).id(), label, context.operator());
            context.out().println("key %s is published no more".formatted(label));
          });
    }
  }
}
