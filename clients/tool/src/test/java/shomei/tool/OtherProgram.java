package shomei.tool;

import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Scanner;
import shomei.enrollment.computer.Softoken;
import shomei.pkcs11.Attribute;
import shomei.pkcs11.Cryptoki;
import shomei.pkcs11.TokenSession;

/// A program that is at a database of NSS: `open` it as a browser has it open, or `lock` it as one
/// that is writing. Says `ready`; at the next line of its input `open` says how many certificates
/// it sees.
public final class OtherProgram {

  private OtherProgram() {}

  public static void main(String[] args) throws Exception {
    Scanner in = new Scanner(System.in, StandardCharsets.UTF_8);
    Path folder = Path.of(args[1]);
    if (args[0].equals("lock")) {
      try (FileChannel file =
          FileChannel.open(
              folder.resolve("key4.db"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        file.lock(0x40000000L, 512, false); // all that SQLite locks
        System.out.println("ready");
        in.nextLine();
      }
      return;
    }
    Cryptoki library = Softoken.load();
    library.initialize("configdir='sql:" + folder + "' secmod='' flags=noModDB");
    try (TokenSession session = library.open(library.present().getLast())) {
      Attribute certificates = Attribute.ofNumber(Attribute.CKA_CLASS, Attribute.CKO_CERTIFICATE);
      session.find(certificates);
      System.out.println("ready");
      in.nextLine();
      System.out.println(session.find(certificates).size());
    }
  }
}
