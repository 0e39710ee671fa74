package shomei.enrollment.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.Obstacle;
import shomei.enrollment.Secret;
import shomei.pkcs11.Cryptoki;
import shomei.pkcs11.CryptokiFault;
import shomei.pkcs11.Token;
import shomei.pkcs11.TokenSession;

/// Opens a database of NSS for one piece of work at a time. In between nothing of it is held, so
/// that browsers go on working with it, and so does this process with another database: the library
/// knows one a process.
final class NssSession {
  private final Cryptoki library;
  private final Path database;
  private final String description;

  NssSession(Cryptoki library, Path database, String description) {
    this.library = library;
    this.database = database;
    this.description = description;
  }

  /// Whether it is under a password. A database that was never given one gets the empty one, as
  /// browsers give it; where there is no database, it is made.
  ///
  /// @throws EnrollmentException [Failure.StoreFault]
  boolean needsPassword() {
    return opened(
        session -> {
          if (!token().has(Token.USER_PIN_INITIALIZED)) {
            session.setFirstPin(new byte[0]);
          }
          return token().has(Token.LOGIN_REQUIRED);
        });
  }

  /// @return whether this is the password
  boolean opensWith(Secret password) {
    return opened(
        session -> {
          try {
            session.logIn(octets(password));
            return true;
          } catch (CryptokiFault refused) {
            if (refused.code() == CryptokiFault.PIN_INCORRECT
                || refused.code() == CryptokiFault.PIN_INVALID
                || refused.code() == CryptokiFault.PIN_LEN_RANGE) {
              return false;
            }
            throw refused;
          }
        });
  }

  /// Does something with the database open.
  ///
  /// @param password the right one; empty where it has none
  /// @throws EnrollmentException [Failure.StoreFault]
  <T> T with(Secret password, Function<TokenSession, T> work) {
    return opened(
        session -> {
          session.logIn(octets(password));
          return work.apply(session);
        });
  }

  private <T> T opened(Function<TokenSession, T> work) {
    synchronized (library) {
      try {
        if (!library.initialize(parameters())) {
          throw new EnrollmentException(
              new Failure.StoreFault(description, Obstacle.BUSY, "in this process"));
        }
        try (TokenSession session = library.open(token())) {
          return work.apply(session);
        } finally {
          library.terminate();
        }
      } catch (CryptokiFault fault) {
        throw new EnrollmentException(
            new Failure.StoreFault(
                description,
                NssFaults.obstacle(database, fault),
                String.valueOf(fault.getMessage())),
            fault);
      }
    }
  }

  /// The library's own token for a database is its last; the first does sums.
  private Token token() {
    return library.present().getLast();
  }

  /// The database's own list of modules stays the browser's.
  private String parameters() {
    String folder = database.toString().replace("\\", "\\\\").replace("'", "\\'");
    return "configdir='sql:" + folder + "' certPrefix='' keyPrefix='' secmod='' flags=noModDB";
  }

  private static byte[] octets(Secret password) {
    return password.text().getBytes(StandardCharsets.UTF_8);
  }
}
