package shomei.web.status;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.domain.kernel.IssuerId;
import shomei.domain.status.Shard;

/// What a path under `/ca/` names.
record CaPath(Shard shard) {
  private static final Pattern FORM =
      Pattern.compile("/ca/([a-z0-9][a-z0-9-]{0,39})(?:/([1-9][0-9]{0,8}))?(\\.[a-z]{3})");

  static Optional<CaPath> read(String path, String suffix) {
    Matcher parts = FORM.matcher(path);
    if (!parts.matches() || !suffix.equals(parts.group(3))) {
      return Optional.empty();
    }
    int number = Optional.ofNullable(parts.group(2)).map(Integer::parseInt).orElse(0);
    return Optional.of(new CaPath(new Shard(new IssuerId(parts.group(1)), number)));
  }
}
