package shomei.pages.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// By what a file is known to be the same as before without reading it. No program can set the time
/// of the last change of its attributes, which a new time of writing changes too.
///
/// @param key of the file within its file system, where that has such
/// @param changed when its attributes changed, where the system tells
record FileState(long length, FileTime written, @Nullable Object key, @Nullable Object changed) {
  /// @return empty where there is no plain file of that name; a link is none
  static Optional<FileState> of(Path file) throws IOException {
    try {
      BasicFileAttributes read =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Object changed =
          file.getFileSystem().supportedFileAttributeViews().contains("unix")
              ? Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
              : null;
      return read.isRegularFile()
          ? Optional.of(
              new FileState(read.size(), read.lastModifiedTime(), read.fileKey(), changed))
          : Optional.empty();
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }
}
