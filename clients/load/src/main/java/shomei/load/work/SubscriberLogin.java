package shomei.load.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a subscriber with the right to acquire logs in.
///
/// @param name `contractId` or `contractId/userId`
/// @param newPin takes the place of a temporary PIN
public record SubscriberLogin(String name, String pin, Optional<String> newPin) {
  /// Reads a file with one subscriber a line: name, PIN, and where the PIN is a temporary one the
  /// new one, with blanks between.
  ///
  /// @throws IllegalArgumentException where a line is none; it is named by its number alone, since
  ///   it may hold a PIN
  public static List<SubscriberLogin> read(Path file) throws IOException {
    List<SubscriberLogin> subscribers = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).strip().split("\\s+");
      if (words.length == 1 && words[0].isEmpty()) {
        continue;
      }
      if (words.length < 2 || words.length > 3) {
        throw new IllegalArgumentException(
            "%s, line %d: not a subscriber's name and PIN".formatted(file, i + 1));
      }
      subscribers.add(
          new SubscriberLogin(
              words[0], words[1], words.length == 3 ? Optional.of(words[2]) : Optional.empty()));
    }
    return List.copyOf(subscribers);
  }

  /// Tells no PIN.
  @Override
  public String toString() {
    return "SubscriberLogin[" + name + "]";
  }
}
