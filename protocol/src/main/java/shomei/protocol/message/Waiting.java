package shomei.protocol.message;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A tool waits for the pages of its account's seat, or has the code that a page shows. Every text
/// is a single line of at most 100 characters; pages show them to their readers.
///
/// @param pc what the PC is called
/// @param osUser whom the tool runs as
/// @param version of the tool
/// @param stores where it can keep a certificate, in words of the tool
/// @param code as it was typed: letter case, blanks and hyphens do not matter
public record Waiting(
    String pc, String osUser, String version, List<String> stores, @Nullable String code) {
  public Waiting {
    Objects.requireNonNull(pc, "pc");
    Objects.requireNonNull(osUser, "osUser");
    Objects.requireNonNull(version, "version");
    stores = List.copyOf(stores);
  }
}
