package shomei.packages;

import java.nio.file.Path;
import shomei.embedded.EmbeddedDatabase;

/// The database and the configuration beside an installed server, until the standard input ends:
/// for `try-packages`.
public final class Neighbour {
  private Neighbour() {}

  /// @param arguments the folder for all of it; the server's state is in `/var/lib/shomei`
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"), 0)) {
      Bank bank = Bank.in(folder.resolve("etc"), Path.of("/var/lib/shomei"), database);
      System.out.println("directory=" + bank.directory());
      System.out.println("management=http://127.0.0.1:" + bank.management());
      System.out.println("database=" + database.port());
      System.in.transferTo(System.out);
    }
  }
}
