package shomei.desktop.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.sdk.Waiter;

/// One window a user.
final class SingleInstanceTest {
  private static final Waiter AT_ONCE = time -> {};

  @TempDir Path folder;

  @Test
  void aLaterOneHandsItsLinkOverAndIsNotTheFirst() throws Exception {
    Path state = folder.resolve("state");
    BlockingQueue<String> handed = new LinkedBlockingQueue<>();
    try (SingleInstance first = SingleInstance.claim(state, "", AT_ONCE).orElseThrow()) {
      first.listen(handed::add);

      assertThat(SingleInstance.claim(state, "shomei://x/y/ABCD2345", AT_ONCE)).isEmpty();
      assertThat(handed.take()).isEqualTo("shomei://x/y/ABCD2345");
      assertThat(SingleInstance.claim(state, "x".repeat(5000), AT_ONCE)).isEmpty();
      assertThat(handed.take()).hasSize(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a very long home folder", "とても長い名前のホームフォルダー"})
  void aFolderWithALongNameHasItToo(String name) throws Exception {
    Path state = folder.resolve(name).resolve(name.repeat(3)).resolve("state");
    BlockingQueue<String> handed = new LinkedBlockingQueue<>();
    try (SingleInstance first = SingleInstance.claim(state, "", AT_ONCE).orElseThrow()) {
      first.listen(handed::add);
      assertThat(state.resolve("window.sock")).exists();
      assertThat(SingleInstance.claim(state, "shomei://x/y/ABCD2345", AT_ONCE)).isEmpty();
      assertThat(handed.take()).isEqualTo("shomei://x/y/ABCD2345");
    }
    assertThat(state.resolve("window.sock")).doesNotExist();
    assertThat(SingleInstance.claim(state, "", AT_ONCE)).as("taken over").isPresent();
  }

  @Test
  void theStateFolderIsItsOwnersAlone() throws Exception {
    Path state = folder.resolve("state");
    try (SingleInstance first = SingleInstance.claim(state, "", AT_ONCE).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aSocketThatADeadOneLeftIsTakenOver() throws Exception {
    Path state = Files.createDirectories(folder.resolve("state"));
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      assertThat(dead.bind(UnixDomainSocketAddress.of(state.resolve("window.sock")))).isNotNull();
    }
    assertThat(state.resolve("window.sock")).exists();

    try (SingleInstance first = SingleInstance.claim(state, "", AT_ONCE).orElseThrow()) {
      assertThat(first).isNotNull();
    }
    assertThat(state.resolve("window.sock")).doesNotExist();
  }

  @Test
  void anotherFolderHasItsOwn() throws Exception {
    try (SingleInstance mine =
            SingleInstance.claim(folder.resolve("mine"), "", AT_ONCE).orElseThrow();
        SingleInstance yours =
            SingleInstance.claim(folder.resolve("yours"), "", AT_ONCE).orElseThrow()) {
      assertThat(mine).isNotSameAs(yours);
    }
  }
}
