package shomei.http.status;

import java.util.Optional;
import shomei.http.exchange.Reply;
import shomei.http.exchange.Request;

/// A kind of document that relying parties ask for; one answers for each family of paths.
public interface Resources {
  /// @return empty where the path is none of its own, or names nothing
  Optional<Reply> reply(Request request);
}
