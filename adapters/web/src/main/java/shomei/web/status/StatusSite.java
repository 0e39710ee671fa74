package shomei.web.status;

import java.util.List;
import java.util.Optional;
import shomei.domain.kernel.Refusal;
import shomei.web.exchange.Head;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;
import shomei.web.exchange.Site;
import shomei.web.exchange.Trouble;

/// What relying parties read. It is plain HTTP: everything here carries a signature of its own, and
/// a certificate's status cannot be asked for over a connection whose certificate needs it first.
public final class StatusSite implements Site {
  private final List<Resources> resources;

  public StatusSite(List<Resources> resources) {
    this.resources = List.copyOf(resources);
  }

  @Override
  public Reply answer(Request request) {
    try {
      return resources.stream()
          .map(kind -> kind.reply(request))
          .flatMap(Optional::stream)
          .findFirst()
          .orElseGet(() -> Reply.text(404, "There is no such document.\n"));
    } catch (Refusal away) {
      // a part of the server is away, and what was asked for is not at hand
      return Reply.text(503, "This cannot be told at the moment; try again soon.\n")
          .with("Retry-After", "5")
          .with("Cache-Control", "no-store");
    }
  }

  @Override
  public Reply refuse(Trouble trouble, Head head) {
    Reply reply = Reply.text(trouble.status(), trouble.detail() + "\n");
    return trouble.passes() ? reply.with("Retry-After", "1") : reply;
  }

  @Override
  public String label(String path) {
    int dot = path.lastIndexOf('.');
    return switch (dot < 0 ? "" : path.substring(dot)) {
      case ".cer" -> "ca-certificate";
      case ".crl" -> "crl";
      default -> path.startsWith("/ocsp") ? "ocsp" : "unknown";
    };
  }
}
