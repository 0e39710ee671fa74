package shomei.domain.notice;

import java.util.Map;
import java.util.UUID;
import shomei.domain.institution.Institution;
import shomei.domain.subscriber.Subscriber;

/// A mail to be made from the institution's texts when it is sent.
///
/// @param id also its Message-ID, so that a mail that had to be sent twice can be told as one
/// @param to an address as in RFC 5321, without display name
/// @param values what the text names: see [Text]
public record Mail(
    UUID id,
    Institution institution,
    Text text,
    Subscriber.Language language,
    String to,
    Map<String, String> values) {
  public Mail {
    values = Map.copyOf(values);
  }

  /// The texts that every institution has, in each language, and the values that they may name.
  public enum Text {
    /// `holder`, `seat`, `serial`, `expires` (ISO 8601 instant), `days`, `renewalOpens` (ISO 8601
    /// instant), `reopenedBy` (`administrator` or `counter`).
    EXPIRY
  }
}
