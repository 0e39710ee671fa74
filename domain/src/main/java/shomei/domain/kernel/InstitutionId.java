package shomei.domain.kernel;

import java.util.regex.Pattern;

/// The name of an institution in addresses: 1–30 of a–z 0–9 and inner hyphens.
public record InstitutionId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?");

  public InstitutionId {
    if (!FORM.matcher(value).matches()) {
      throw new Refusal(
          Reason.MALFORMED, "an institution's id is 1 to 30 lower-case letters, digits or hyphens");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
