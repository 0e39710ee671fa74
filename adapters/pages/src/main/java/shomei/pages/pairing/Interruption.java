package shomei.pages.pairing;

import java.util.Arrays;
import shomei.pages.text.Words;

/// Why the tool broke off. Its own word chooses among these; it is never shown itself.
enum Interruption {
  /// Nothing was heard of the tool.
  SILENT("silent"),
  NETWORK("network"),
  PROXY("proxy"),
  /// The server had no time.
  BUSY("busy"),
  /// The clock of the PC is wrong.
  CLOCK("clock"),
  /// The store is full, locked, read-only, or wants a password.
  STORE("store"),
  PIN("pin"),
  /// The person did not answer what the tool asked.
  UNANSWERED("unanswered"),
  /// The tool was closed.
  CLOSED("closed"),
  /// Another tool is at work on that PC.
  IN_USE("inUse"),
  /// The certificate that is to be renewed is not on that PC.
  NOT_HELD("notHeld"),
  /// Tool or server is too old for the other.
  VERSION("version"),
  /// The server says no.
  REFUSED("refused"),
  OTHER("other");

  private final String word;

  Interruption(String word) {
    this.word = word;
  }

  static Interruption of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst().orElse(OTHER);
  }

  /// The key of its text.
  String text() {
    return "interrupted." + Words.tag(this);
  }
}
