package shomei.pages.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import shomei.pages.download.Finding.Offered;
import shomei.pages.download.Finding.States;
import shomei.pages.download.Finding.Withheld;

/// The folder with the packages of the client app. Each file is read once, and again when it has
/// changed; what is not what its name and signature say is not offered.
///
/// *Threat:* whoever can write into the folder, or breaks the disk, hands out something else.
/// *Answer:* only what the signer has signed is offered, and it is sent only while it is the file
/// that was read. *Threat:* a name leads out of the folder. *Answer:* no path is made of what a
/// browser sends: names are compared with those found, and links are not followed.
public final class DownloadFolder {
  private static final Logger LOG = LoggerFactory.getLogger(DownloadFolder.class);

  static final String SIGNATURE = ".p7s";

  /// More files than anybody hands out.
  private static final int MOST = 100;

  private final Path folder;
  private final PackageReader reader;
  private volatile Map<String, Finding> findings = Map.of();

  /// @param signer without whom packages are offered unsigned
  public DownloadFolder(Path folder, Optional<Signer> signer) {
    this.folder = folder;
    this.reader = new PackageReader(signer);
  }

  Optional<Signer> signer() {
    return reader.signer();
  }

  /// Those that are handed out, in the order in which they are shown.
  List<Download> offered() {
    return findings.values().stream()
        .flatMap(
            finding ->
                finding instanceof Offered(Download download, var _)
                    ? Stream.of(download)
                    : Stream.empty())
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  /// @param name of the package's file
  Optional<Download> offered(String name) {
    return findings.get(name) instanceof Offered(Download download, var _)
        ? Optional.of(download)
        : Optional.empty();
  }

  /// Opens a package's file to be sent.
  ///
  /// @return empty where it is no longer the file that was read
  Optional<FileChannel> open(Download download) {
    Path file = folder.resolve(download.name().file());
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      if (FileState.of(file).equals(Optional.of(download.state()))) {
        return Optional.of(channel);
      }
      channel.close();
    } catch (IOException e) {
      LOG.warn("download {} cannot be read any more: {}", download.name().file(), e.toString());
    }
    return Optional.empty();
  }

  /// Looks at what is there now, and logs what became of it.
  public synchronized void look() {
    Map<String, Finding> before = findings;
    Map<String, Finding> now = read(before);
    now.forEach(
        (name, finding) -> {
          if (!finding.equals(before.get(name))) {
            tell(name, finding);
          }
        });
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> LOG.info("download {} is gone", name));
    findings = now;
  }

  private static void tell(String name, Finding finding) {
    switch (finding) {
      case Offered(Download download, var _) ->
          LOG.info("download {} is offered, SHA-256 {}", name, download.sha256().hex());
      case Withheld(String why, var _) -> LOG.warn("download {} is not offered: {}", name, why);
    }
  }

  /// What is not offered, and why, in a sentence each.
  public List<String> faults() {
    return read(Map.of()).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            found ->
                found.getValue() instanceof Withheld(String why, var _)
                    ? Stream.of(found.getKey() + " is not offered: " + why)
                    : Stream.empty())
        .toList();
  }

  private Map<String, Finding> read(Map<String, Finding> before) {
    Map<String, Finding> found = new HashMap<>();
    try {
      for (Path file : files()) {
        String name = file.getFileName().toString();
        found.put(name, reader.read(file, Optional.ofNullable(before.get(name))));
      }
    } catch (IOException e) {
      found.clear();
      found.put(folder.toString(), new Withheld("it cannot be read: " + e, States.NONE));
    }
    return Map.copyOf(found);
  }

  /// All but signatures, and what is hidden, as files are while they are copied.
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().endsWith(SIGNATURE))
          .sorted()
          .limit(MOST + 1L)
          .forEach(files::add);
    }
    if (files.size() > MOST) {
      throw new IOException("it has more than " + MOST + " files");
    }
    return files;
  }
}
