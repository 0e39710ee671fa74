package shomei.pages.file;

import java.util.List;
import shomei.domain.institution.Policy;

/// O8.
///
/// @param directory of the protocol, which the page's script speaks
/// @param words that the script says, each its text's key after `file.word.`
public record FileView(
    String directory,
    String institution,
    Policy.Pins pins,
    String terms,
    boolean freshHosts,
    List<String> words) {
  public FileView {
    words = List.copyOf(words);
  }
}
