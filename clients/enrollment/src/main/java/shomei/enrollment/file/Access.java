package shomei.enrollment.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/// Who may use a file. A file that takes another's place keeps what its owner set up: the group
/// that a browser or a web server reads it by, or on Windows its access list. POSIX access lists
/// are out of Java's reach, and go.
final class Access {

  private Access() {}

  static void copy(Path from, Path to) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (posix != null) {
      copy(Files.readAttributes(from, PosixFileAttributes.class), posix);
    }
    AclFileAttributeView list = Files.getFileAttributeView(to, AclFileAttributeView.class);
    AclFileAttributeView old = Files.getFileAttributeView(from, AclFileAttributeView.class);
    if (list != null && old != null) {
      list.setAcl(old.getAcl());
    }
  }

  /// The permissions last: nobody reads the file under another owner or group than is meant.
  private static void copy(PosixFileAttributes old, PosixFileAttributeView to) throws IOException {
    PosixFileAttributes now = to.readAttributes();
    if (!old.owner().equals(now.owner())) {
      to.setOwner(old.owner());
    }
    if (!old.group().equals(now.group())) {
      to.setGroup(old.group());
    }
    to.setPermissions(old.permissions());
  }
}
