package shomei.web.status;

import java.util.Optional;
import shomei.web.exchange.Reply;
import shomei.web.exchange.Request;

/// A kind of document that relying parties ask for; one answers for each family of paths.
public interface Resources {
  /// @return empty where the path is none of its own, or names nothing
  Optional<Reply> reply(Request request);
}
