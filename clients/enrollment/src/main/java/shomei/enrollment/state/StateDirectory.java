package shomei.enrollment.state;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.file.DurableFile;
import shomei.enrollment.file.FileFaults;

/// Where profiles are kept, `~/.shomei` unless told otherwise.
public final class StateDirectory {
  private static final int DIGEST_SHOWN = 8;

  private final Path root;

  public StateDirectory(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /// Does the work while every other run is kept out; a run that dies lets go by dying.
  ///
  /// @throws EnrollmentException [Failure.InUse]
  public void holding(Runnable work) {
    DurableFile.makeFolder(root);
    Path file = root.resolve("lock");
    try (FileChannel channel = DurableFile.openForLock(file)) {
      if (tryLock(channel) == null) {
        throw new EnrollmentException(new Failure.InUse(root));
      }
      work.run();
    } catch (IOException broken) {
      throw FileFaults.cannotWrite(file, broken);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  /// Every profile, in the order of their names.
  public List<Profile> profiles() {
    Path folder = root.resolve("profiles");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve("profile.json")))
          .sorted()
          .map(Profile::read)
          .toList();
    } catch (IOException broken) {
      throw FileFaults.cannotRead(folder, broken);
    }
  }

  public Optional<Profile> find(URI server, String subscriber) {
    Path folder = folder(server, subscriber);
    return Files.exists(folder.resolve("profile.json"))
        ? Optional.of(Profile.read(folder))
        : Optional.empty();
  }

  /// The profile, made where it is not there yet.
  ///
  /// @param fresh what a new one begins with, given its folder
  public Profile open(URI server, String subscriber, Function<Path, ProfileSettings> fresh) {
    Path folder = folder(server, subscriber);
    return find(server, subscriber).orElseGet(() -> Profile.create(folder, fresh.apply(folder)));
  }

  /// Where something is kept about a server, whoever its subscribers are.
  public Path ofServer(URI server) {
    String host = server.getHost().replaceAll("[^A-Za-z0-9.-]", "");
    return root.resolve("servers")
        .resolve(host + "-" + digest(server.toString()).substring(0, DIGEST_SHOWN));
  }

  private Path folder(URI server, String subscriber) {
    String readable = subscriber.replace('/', '-').replaceAll("[^A-Za-z0-9-]", "");
    return root.resolve("profiles")
        .resolve(readable + "-" + digest(server + "\n" + subscriber).substring(0, DIGEST_SHOWN));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every Java platform has SHA-256", never);
    }
  }
}
