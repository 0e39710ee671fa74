package shomei.domain.activation;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shomei.domain.credential.TokenSecret;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.session.Framed;

/// What a form carries from one step to the next, in the place of something kept: authenticated by
/// the token's secret, so that nobody else writes one. They are in forms alone, never in an
/// address.
final class Slips {
  private static final String SEPARATOR = ".";
  private static final String BEGUN = "begun";
  private static final String PROVEN = "proven";

  /// More than any of ours.
  private static final int LONGEST = 300;

  private final TokenSecret token;

  Slips(TokenSecret token) {
    this.token = token;
  }

  /// Who knew a seat's temporary PINs, and of which revision it was.
  ///
  /// @param begun when the form that they were typed into was begun
  /// @param at when they were judged
  record Proven(SubscriberId seat, int revision, Instant begun, Instant at) {}

  /// @param at when a form was begun
  String begun(InstitutionId institution, Instant at) {
    return sign(institution, String.join(SEPARATOR, BEGUN, millis(at)));
  }

  /// @return empty where it is none of this institution's
  Optional<Instant> begun(InstitutionId institution, String slip) {
    return read(institution, BEGUN, slip).map(parts -> instant(parts.get(1)));
  }

  /// To be signed.
  static String text(Proven proven) {
    return String.join(
        SEPARATOR,
        PROVEN,
        proven.seat().value().toString(),
        Integer.toString(proven.revision()),
        millis(proven.begun()),
        millis(proven.at()));
  }

  /// @return empty where it is none of this institution's
  Optional<Proven> proven(InstitutionId institution, String slip) {
    return read(institution, PROVEN, slip)
        .map(
            parts ->
                new Proven(
                    new SubscriberId(UUID.fromString(parts.get(1))),
                    Integer.parseInt(parts.get(2)),
                    instant(parts.get(3)),
                    instant(parts.get(4))));
  }

  String sign(InstitutionId institution, String text) {
    return text + SEPARATOR + HexFormat.of().formatHex(mac(institution, text));
  }

  /// @return its parts, which are as we wrote them
  private Optional<List<String>> read(InstitutionId institution, String kind, String slip) {
    int end = slip.lastIndexOf(SEPARATOR);
    if (end < 0 || slip.length() > LONGEST || !slip.startsWith(kind + SEPARATOR)) {
      return Optional.empty();
    }
    byte[] ours = Framed.text(sign(institution, slip.substring(0, end)));
    return MessageDigest.isEqual(ours, Framed.text(slip))
        ? Optional.of(List.of(slip.substring(0, end).split("\\.", -1)))
        : Optional.empty();
  }

  private byte[] mac(InstitutionId institution, String text) {
    return token.mac(
        TokenSecret.Purpose.ACTIVATION,
        Framed.join(Framed.text(institution.value()), Framed.text(text)));
  }

  private static String millis(Instant at) {
    return Long.toString(at.toEpochMilli());
  }

  private static Instant instant(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }
}
