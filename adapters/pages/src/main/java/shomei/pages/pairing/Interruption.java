package shomei.pages.pairing;

import shomei.pages.text.Words;

/// Why the tool broke off. Its own word chooses among these; it is never shown itself.
enum Interruption {
  /// Nothing was heard of the tool.
  SILENT,
  NETWORK,
  /// The server had no time.
  BUSY,
  /// The clock of the PC is wrong.
  CLOCK,
  /// The store is full, locked, read-only, or wants a password.
  STORE,
  PIN,
  /// The server says no.
  REFUSED,
  /// The person stopped it, or closed the tool.
  STOPPED,
  OTHER;

  static Interruption of(String word) {
    return Words.of(Interruption.class, word).orElse(OTHER);
  }

  String text() {
    return "interrupted." + Words.tag(this);
  }
}
