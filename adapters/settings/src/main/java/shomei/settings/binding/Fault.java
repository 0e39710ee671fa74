package shomei.settings.binding;

/// Something wrong with a file that an operator wrote.
///
/// @param file the file's name as it was given
/// @param key where in it, e.g. `https.port`; empty for the whole file
/// @param what in plain words; never a secret's text
public record Fault(String file, String key, String what) {
  @Override
  public String toString() {
    return key.isEmpty() ? file + ": " + what : file + ": " + key + ": " + what;
  }
}
