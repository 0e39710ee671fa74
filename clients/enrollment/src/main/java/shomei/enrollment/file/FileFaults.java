package shomei.enrollment.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.FileFault;
import shomei.enrollment.Failure.FileFault.Kind;

/// What exceptions about files mean to a person.
public final class FileFaults {

  private FileFaults() {}

  public static EnrollmentException cannotRead(Path file, IOException why) {
    return new EnrollmentException(new Failure.CannotRead(file, of(why)), why);
  }

  public static EnrollmentException cannotWrite(Path file, IOException why) {
    return new EnrollmentException(new Failure.CannotWrite(file, of(why)), why);
  }

  public static FileFault of(IOException why) {
    String system = system(why);
    return new FileFault(kind(why, system.toLowerCase(Locale.ROOT)), system);
  }

  private static Kind kind(IOException why, String system) {
    return switch (why) {
      case AccessDeniedException denied -> Kind.DENIED;
      case NoSuchFileException missing -> Kind.MISSING;
      case NotDirectoryException noFolder -> Kind.NOT_A_FILE;
      case CharacterCodingException noText -> Kind.NO_TEXT;
      default -> {
        if (system.contains("is a directory") || system.contains("not a directory")) {
          yield Kind.NOT_A_FILE;
        } else if (system.contains("no space left") || system.contains("quota")) {
          yield Kind.DISK_FULL;
        } else if (system.contains("read-only")) {
          yield Kind.READ_ONLY;
        } else if (system.contains("not permitted") || system.contains("being used by")) {
          yield Kind.DENIED;
        }
        yield Kind.OTHER;
      }
    };
  }

  private static String system(IOException why) {
    String words = why instanceof FileSystemException named ? named.getReason() : why.getMessage();
    return words == null ? why.getClass().getSimpleName() : words;
  }
}
