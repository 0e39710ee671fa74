package shomei.web.status;

import java.util.List;
import shomei.web.http.HttpError;
import shomei.web.http.Mountable;
import shomei.web.http.Request;
import shomei.web.http.Response;
import shomei.web.http.Routes;
import shomei.web.http.Site;

/// What relying parties read. It is plain HTTP: everything here carries a signature of its own, and
/// a certificate's status cannot be asked for over a connection whose certificate needs it first.
public final class StatusSite implements Site {
  /// How a CA is called in paths.
  static final String CA = "(?<ca>[a-z0-9][a-z0-9-]{0,39})";

  private final List<Mountable> documents;

  public StatusSite(List<? extends Mountable> documents) {
    this.documents = List.copyOf(documents);
  }

  @Override
  public void mount(Routes routes) {
    documents.forEach(document -> document.mount(routes));
  }

  @Override
  public Response error(Request request, HttpError error) {
    return Response.text(error).with("Cache-Control", "no-store");
  }
}
