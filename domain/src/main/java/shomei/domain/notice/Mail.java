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
  ///
  /// Those that tell of an act on a seat have: `addressee`, `holder`, `seat`, `at` (ISO 8601
  /// instant); where it is so, `network` (the IP address that it came from), `contact` (whom to
  /// call), `pc` (what the PC is called: the protocol does not tell yet); and, as `yes` where it is
  /// so, `toAdministrator` (the mail is the administrator's on a user's seat), `ofUser` (it is a
  /// user's seat), `byCounter` (the institution's counter did it).
  public enum Text {
    /// `holder`, `seat`, `serial`, `expires` (ISO 8601 instant), `days`, `renewalOpens` (ISO 8601
    /// instant), `reopenedBy` (`administrator` or `counter`).
    EXPIRY,
    ACTIVATED,
    /// And `serial`, `expires`.
    ACQUIRED,
    /// And `serial`, `expires`.
    RENEWED,
    /// And `serial`.
    REVOKED,
    /// And `confirmationPin`, as `yes` where it is that one and not the login PIN.
    PIN_CHANGED,
    REGISTRATION_CHANGED,
    LOCKED,
    UNLOCKED,
    SUSPENDED,
    UNSUSPENDED
  }
}
