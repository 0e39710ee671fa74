package shomei.command;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import shomei.domain.credential.Pin;
import shomei.domain.kernel.PlainText;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.settings.binding.TextFile;
import shomei.settings.binding.UnreadableFile;

/// Reads PINs from a prompt, a file or the standard input; never from the command line, where every
/// user of the machine would see them.
final class PinReader {
  private static final String STANDARD_INPUT = "-";

  private final InputStream standardInput;
  private final Supplier<@Nullable Console> console;

  PinReader(InputStream standardInput, Supplier<@Nullable Console> console) {
    this.standardInput = standardInput;
    this.console = console;
  }

  /// @param file one PIN a line, in the order of `names`; `-` for the standard input; empty to ask
  /// @param names what each PIN is called
  /// @throws Refusal MALFORMED where there are not as many
  List<Pin> read(Optional<String> file, List<String> names) {
    List<String> lines = file.map(this::lines).orElseGet(() -> ask(names));
    if (lines.size() != names.size()) {
      throw new Refusal(
          Reason.MALFORMED,
          "expected %d lines (%s) but got %d"
              .formatted(names.size(), String.join(", ", names), lines.size()));
    }
    return lines.stream().map(Pin::attempt).toList();
  }

  private List<String> lines(String file) {
    return text(file).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private String text(String file) {
    try {
      return file.equals(STANDARD_INPUT)
          ? PlainText.of(standardInput.readAllBytes())
              .orElseThrow(
                  () -> new Refusal(Reason.MALFORMED, "the standard input is not text in UTF-8"))
          : TextFile.read(Path.of(file));
    } catch (UnreadableFile e) {
      throw new Refusal(Reason.MALFORMED, e.getMessage());
    } catch (IOException e) {
      throw new Refusal(Reason.MALFORMED, "the standard input cannot be read");
    }
  }

  private List<String> ask(List<String> names) {
    Console terminal = console.get();
    if (terminal == null) {
      throw new Refusal(
          Reason.MALFORMED, "there is no terminal to ask for PINs: give --pin-file FILE or -");
    }
    var pins = new ArrayList<String>();
    for (String name : names) {
      String first = typed(terminal, name + ": ");
      if (!first.equals(typed(terminal, name + " again: "))) {
        throw new Refusal(Reason.MALFORMED, "the two are not the same");
      }
      pins.add(first);
    }
    return pins;
  }

  private static String typed(Console terminal, String prompt) {
    char[] typed = terminal.readPassword("%s", prompt);
    if (typed == null) {
      throw new Refusal(Reason.MALFORMED, "nothing was typed");
    }
    String text = new String(typed);
    Arrays.fill(typed, '\0');
    return text;
  }
}
