package shomei.pages.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What was found of a file in the folder.
sealed interface Finding {
  /// As it was when it was read.
  States states();

  record Offered(Download download, States states) implements Finding {}

  /// @param why in plain words, for the operator
  record Withheld(String why, States states) implements Finding {}

  /// @param signature of the file beside it that signs it
  record States(Optional<FileState> file, Optional<FileState> signature) {
    static final States NONE = new States(Optional.empty(), Optional.empty());

    static States of(Path file) throws IOException {
      return new States(FileState.of(file), FileState.of(signature(file)));
    }

    static Path signature(Path file) {
      return file.resolveSibling(file.getFileName() + DownloadFolder.SIGNATURE);
    }
  }
}
