package shomei.domain.kernel;

import java.util.regex.Pattern;

/// The name of an issuing CA, e.g. `kita-g1`: institution and generation.
public record IssuerId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  public IssuerId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an issuer's name: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
