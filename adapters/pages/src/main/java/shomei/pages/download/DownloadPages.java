package shomei.pages.download;

import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import shomei.pages.text.Words;
import shomei.pages.view.Layout;
import shomei.pages.view.SecurityHeaders;
import shomei.pages.view.Templates;
import shomei.pages.visit.PageRoutes;
import shomei.pages.visit.Visit;
import shomei.web.http.FromFile;
import shomei.web.http.HttpDate;
import shomei.web.http.HttpError;
import shomei.web.http.Reply;
import shomei.web.http.Request;
import shomei.web.http.Response;

/// O12, and the packages of the client app themselves, which are the same for all institutions.
public final class DownloadPages {
  private static final String FILES = "/downloads/";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final DownloadFolder folder;
  private final InstantSource clock;

  public DownloadPages(DownloadFolder folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  public void mount(PageRoutes pages) {
    pages.get("downloads", "/download", this::show);
    pages
        .routes()
        .get(
            "download",
            FILES + "(?<file>" + PackageName.FORM + "?)(?<signature>\\.p7s)?",
            this::file);
  }

  private Response show(Visit visit) {
    Optional<Platform> own = Platform.guess(visit.request());
    List<Download> offered = folder.offered();
    List<DownloadView.Group> groups =
        Arrays.stream(Platform.values())
            .sorted(Comparator.comparing(platform -> !own.equals(Optional.of(platform))))
            .map(platform -> group(platform, own.equals(Optional.of(platform)), offered))
            .filter(group -> !group.files().isEmpty())
            .toList();
    return Templates.page(
        200,
        "download",
        Layout.of(visit, "O12", "download.title", "/download", clock.instant()),
        new DownloadView(groups, folder.signer().map(DownloadPages::signedBy)));
  }

  private static DownloadView.Group group(Platform platform, boolean own, List<Download> offered) {
    return new DownloadView.Group(
        Words.tag(platform),
        own,
        offered.stream()
            .filter(download -> download.name().kind().platform() == platform)
            .map(DownloadPages::line)
            .toList());
  }

  private static DownloadView.Line line(Download download) {
    PackageName name = download.name();
    return new DownloadView.Line(
        name.file(),
        Words.tag(name.kind()),
        name.version(),
        String.format(Locale.ROOT, "%.1f", download.length() / 1e6),
        String.format(Locale.ROOT, "%,d", download.length()),
        download.sha256().hex(),
        FILES + name.file(),
        switch (name.kind().platform()) {
          case WINDOWS -> "certutil -hashfile " + name.file() + " SHA256";
          case MACOS -> "shasum -a 256 " + name.file();
          case LINUX -> "sha256sum " + name.file();
        },
        download.signature().map(signature -> FILES + name.file() + DownloadFolder.SIGNATURE));
  }

  private static DownloadView.SignedBy signedBy(Signer signer) {
    return new DownloadView.SignedBy(
        signer.name(),
        HexFormat.ofDelimiter(":").withUpperCase().formatHex(signer.fingerprint().octets()));
  }

  private Reply file(Request request) {
    Download download = folder.offered(request.parameter("file")).orElseThrow(HttpError::notFound);
    if (request.optional("signature").isPresent()) {
      return headed(
          request,
          Response.of(
              200,
              "application/pkcs7-signature",
              download.signature().orElseThrow(HttpError::notFound)),
          download.name().file() + DownloadFolder.SIGNATURE);
    }
    FileChannel file =
        folder
            .open(download)
            .orElseThrow(() -> HttpError.of(503, "The file is being replaced.").retryAfter(SOON));
    Response head =
        Response.empty(200)
            .with("Content-Type", download.name().kind().mediaType())
            .with("ETag", "\"" + download.sha256().hex() + "\"")
            .with("Last-Modified", HttpDate.format(download.state().written().toInstant()))
            .with(
                "Repr-Digest",
                "sha-256=:" + Base64.getEncoder().encodeToString(download.sha256().octets()) + ":");
    return new FromFile(headed(request, head, download.name().file()), file, download.length());
  }

  /// Browsers keep it, and ask whether it is still the same: under the same name may come another.
  private static Response headed(Request request, Response response, String name) {
    return SecurityHeaders.addedTo(
        request,
        response
            .with("Content-Disposition", "attachment; filename=\"" + name + "\"")
            .with("Cache-Control", "public, no-cache"));
  }
}
