package shomei.web.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shomei.web.http.FromFile;
import shomei.web.http.Reply;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// Answers out of a file, which is larger than what a connection holds.
@Timeout(60)
final class FromFileTest {
  private static final int LENGTH = 8_000_000;
  private static final byte[] CONTENT = new byte[LENGTH];

  static {
    new Random(7).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private final Queue<FileChannel> opened = new ConcurrentLinkedQueue<>();
  private ServedSite site;

  @SuppressWarnings("NullAway.Init") // opened before each test
  FromFileTest() {}

  @BeforeEach
  void open() throws IOException {
    Files.write(folder.resolve("file"), CONTENT);
    site = new ServedSite(folder, ListenerSettings.Engine.JDK, Wire.PATIENT, this::answer);
  }

  @AfterEach
  void close() throws InterruptedException {
    site.close();
    assertThat(opened).isNotEmpty();
    Wire.until(() -> opened.stream().noneMatch(FileChannel::isOpen));
  }

  private Reply answer(Request request) {
    try {
      FileChannel file = FileChannel.open(folder.resolve("file"), StandardOpenOption.READ);
      opened.add(file);
      Response head =
          Response.empty(200)
              .with("Content-Type", "application/octet-stream")
              .with("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")
              .with("ETag", "\"7\"");
      return new FromFile(head, file, LENGTH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<byte[]> get(HttpClient.Version version, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = Wire.to(site).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Wire.client(site, version).send(request.build(), BodyHandlers.ofByteArray());
  }

  @ParameterizedTest
  @CsvSource({"HTTP_1_1", "HTTP_2"})
  void theWholeIsSentToWhoeverAsksForNoPart(HttpClient.Version version) throws Exception {
    HttpResponse<byte[]> whole = get(version);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.version()).isEqualTo(version);
    assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");
    assertThat(whole.body()).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, bytes=0-0, 0, 0",
    "HTTP_1_1, bytes=7999990-, 7999990, 7999999",
    "HTTP_2, bytes=4000000-, 4000000, 7999999",
    "HTTP_1_1, bytes=-5, 7999995, 7999999",
    "HTTP_1_1, bytes=-9000000, 0, 7999999",
    "HTTP_2, bytes=100-900000000, 100, 7999999"
  })
  void aDownloadThatBrokeOffGoesOnWhereItWas(
      HttpClient.Version version, String range, int first, int last) throws Exception {
    HttpResponse<byte[]> part = get(version, "Range", range, "If-Range", "\"7\"");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range"))
        .contains("bytes " + first + "-" + last + "/8000000");
    assertThat(part.headers().firstValue("ETag")).contains("\"7\"");
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(CONTENT, first, last + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=5-6, '\"6\"'",
    "bytes=5-6, W/\"7\"",
    "bytes=5-6, 'Sun, 06 Nov 1994 08:49:36 GMT'",
    "bytes=5-6, yesterday",
    "'bytes=0-0,5-6', '\"7\"'",
    "bytes=6-5, '\"7\"'",
    "bytes=-, '\"7\"'",
    "bytes=, '\"7\"'",
    "octets=5-6, '\"7\"'",
    "bytes=99999999999999999999-, '\"7\"'"
  })
  void theWholeIsSentWhereThePartIsOfAnotherFileOrCannotBeRead(String range, String copy)
      throws Exception {
    HttpResponse<byte[]> whole = get(HttpClient.Version.HTTP_1_1, "Range", range, "If-Range", copy);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).hasSize(LENGTH);
  }

  @Test
  void theTimeOfTheFileToTheSecondIsEnoughToGoOn() throws Exception {
    assertThat(
            get(
                    HttpClient.Version.HTTP_1_1,
                    "Range",
                    "bytes=5-6",
                    "If-Range",
                    "Sun, 06 Nov 1994 08:49:37 GMT")
                .statusCode())
        .isEqualTo(206);
  }

  @ParameterizedTest
  @CsvSource({"bytes=8000000-", "bytes=9000000-9000001", "bytes=-0"})
  void aPartBehindTheEndIsRefusedWithTheLength(String range) throws Exception {
    HttpResponse<byte[]> refused = get(HttpClient.Version.HTTP_1_1, "Range", range);
    assertThat(refused.statusCode()).isEqualTo(416);
    assertThat(refused.headers().firstValue("Content-Range")).contains("bytes */8000000");
  }

  @Test
  void whoHasItIsNotSentItAgain() throws Exception {
    HttpResponse<byte[]> same =
        get(HttpClient.Version.HTTP_1_1, "If-None-Match", "\"7\"", "Range", "bytes=0-5");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
  }

  @Test
  void aHeadSaysHowLongItIs() throws Exception {
    HttpResponse<Void> head =
        Wire.client(site, HttpClient.Version.HTTP_1_1)
            .send(
                Wire.to(site).HEAD().header("Range", "bytes=0-5").build(),
                BodyHandlers.discarding());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).contains("8000000");
  }

  /// It must not look whole to the client.
  @ParameterizedTest
  @CsvSource({"HTTP_1_1", "HTTP_2"})
  void aFileThatBecameShorterEndsTheDownload(HttpClient.Version version) throws Exception {
    try (FileChannel file = FileChannel.open(folder.resolve("file"), StandardOpenOption.WRITE)) {
      file.truncate(1_000_000);
    }
    assertThatThrownBy(() -> get(version)).isInstanceOf(IOException.class);
  }

  /// That the file is closed is looked at after every test.
  @Test
  void whoeverGoesAwayInTheMidstHoldsNoFile() throws Exception {
    try (SSLSocket socket = site.socket()) {
      Wire.say(socket, "GET /thing HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
      assertThat(opened).allMatch(FileChannel::isOpen);
    }
    Wire.until(() -> opened.stream().noneMatch(FileChannel::isOpen));
  }
}
