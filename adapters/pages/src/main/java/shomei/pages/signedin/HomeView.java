package shomei.pages.signedin;

import java.util.List;
import java.util.Optional;
import shomei.pages.view.CertificateCard;

/// C8.
///
/// @param card empty where no certificate is held
public record HomeView(
    Optional<CertificateCard> card,
    long daysLeft,
    boolean renewalDue,
    List<Line> logins,
    List<Line> acts) {

  /// @param address that it came from
  public record Line(String time, String what, String address) {}
}
