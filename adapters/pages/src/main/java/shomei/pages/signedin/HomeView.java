package shomei.pages.signedin;

import java.util.List;
import java.util.Optional;
import shomei.pages.view.CertificateCard;

/// C8.
///
/// @param card empty where no certificate is held
/// @param unread notices
/// @param temporary whether the confirmation PIN must be changed before it is used
public record HomeView(
    Optional<CertificateCard> card,
    long daysLeft,
    boolean renewalDue,
    int unread,
    boolean temporary,
    List<Line> logins,
    List<Line> acts) {

  /// @param address that it came from
  public record Line(String time, String what, String address) {}
}
