package shomei.smtp;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import shomei.domain.kernel.PlainText;
import shomei.domain.notice.Mail;
import shomei.domain.subscriber.Subscriber.Language;

/// The texts of mails: Mustache templates named `expiry.ja.txt`, `pin-changed.en.txt`, whose first
/// line is the subject and whose rest, after an empty line, is the body. Those that ship serve
/// every institution; a folder with an institution's id holds the ones that it words itself.
public final class MailTexts {
  /// What the texts are called that every institution has.
  private static final SortedMap<String, Mail.Text> KINDS = kinds();

  /// By file name, an institution's own behind its folder's.
  private final Map<String, Template> byName;

  private MailTexts(Map<String, Template> byName) {
    this.byName = Map.copyOf(byName);
  }

  /// A mail's subject, in one line, and body.
  public record Filled(String subject, String body) {}

  /// Reads and tries every text, so that a wrong one is found at start and not at night.
  ///
  /// @param folder the institutions' folders, if they have any
  /// @throws IllegalArgumentException with every fault of every file, a line each
  public static MailTexts read(Optional<Path> folder) {
    Map<String, Template> texts = new HashMap<>();
    KINDS.keySet().forEach(name -> texts.put(name, compile(shipped(name))));
    List<String> faults = new ArrayList<>();
    folder.ifPresent(path -> readOwn(path, texts, faults));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
    return new MailTexts(texts);
  }

  /// @param values what the text may name, institution names included
  public Filled fill(Mail mail, Map<String, String> values) {
    String name = name(mail.text(), mail.language());
    Template own = byName.get(mail.institution().id() + "/" + name);
    return split((own != null ? own : Objects.requireNonNull(byName.get(name))).execute(values));
  }

  private static void readOwn(Path folder, Map<String, Template> texts, List<String> faults) {
    for (Path file : files(folder, 2, faults)) {
      try {
        Mail.Text kind = KINDS.get(file.getFileName().toString());
        if (kind == null) {
          throw new IllegalArgumentException(
              "texts are named " + String.join(", ", KINDS.keySet()));
        }
        Template template = compile(text(file));
        MailValues.samples(kind).forEach(values -> split(template.execute(values)));
        texts.put(folder.relativize(file).toString().replace('\\', '/'), template);
      } catch (MustacheException | IllegalArgumentException fault) {
        faults.add(file + ": " + fault.getMessage());
      }
    }
  }

  /// What lies in a folder so many levels deep; a folder that cannot be read hides no other.
  private static List<Path> files(Path folder, int levels, List<String> faults) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (!Files.isDirectory(entry)) {
          files.add(entry);
        } else if (levels > 1) {
          files.addAll(files(entry, levels - 1, faults));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      faults.add(folder + ": the folder cannot be read");
    }
    return files;
  }

  private static String text(Path file) {
    try {
      return PlainText.of(Files.readAllBytes(file))
          .orElseThrow(() -> new IllegalArgumentException("the file is not UTF-8 text"));
    } catch (IOException e) {
      throw new IllegalArgumentException("the file cannot be read", e);
    }
  }

  private static SortedMap<String, Mail.Text> kinds() {
    SortedMap<String, Mail.Text> kinds = new TreeMap<>();
    for (Mail.Text text : Mail.Text.values()) {
      for (Language language : Language.values()) {
        kinds.put(name(text, language), text);
      }
    }
    return Collections.unmodifiableSortedMap(kinds);
  }

  private static Template compile(String text) {
    return Mustache.compiler().escapeHTML(false).compile(text);
  }

  private static Filled split(String text) {
    String[] parts = text.split("\r?\n\r?\n", 2);
    if (parts.length != 2 || parts[0].isBlank() || parts[0].contains("\n")) {
      throw new IllegalArgumentException(
          "the first line is the subject, and after an empty line comes the body");
    }
    return new Filled(parts[0].strip(), parts[1]);
  }

  private static String name(Mail.Text text, Language language) {
    return "%s.%s.txt".formatted(text, language).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String shipped(String name) {
    try (InputStream in = MailTexts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the text " + name + " is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the text " + name + " cannot be read", e);
    }
  }
}
