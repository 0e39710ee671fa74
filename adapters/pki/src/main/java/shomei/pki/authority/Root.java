package shomei.pki.authority;

import java.util.regex.Pattern;
import shomei.pki.key.KeyKind;

/// The CA above the issuing CAs.
///
/// @param label of its key on the token, and its name in addresses: lower-case letters, digits and
///   hyphens
/// @param organization the O of its name
/// @param commonName the CN of its name, e.g. `Shomei Root CA G1`
/// @param key made where no key of that label is there yet
public record Root(String label, String organization, String commonName, KeyKind key) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  public Root {
    if (!LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "a root's label is 1 to 40 lower-case letters, digits or hyphens: " + label);
    }
  }
}
