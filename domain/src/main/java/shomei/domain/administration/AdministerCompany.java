package shomei.domain.administration;

import java.util.List;
import shomei.domain.credential.Pin;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ContinueSession;

/// The corporation's own data (FACES.md, A12): who else gets the administrator's mails.
public final class AdministerCompany {
  /// @param form 16 random octets or more, drawn for the page that was filled in
  /// @param from what the screen showed
  /// @throws Refusal UNAUTHORIZED where there is no certificate or who asks is no administrator;
  ///   MALFORMED (before any PIN is counted); ALREADY_REPLACED where the screen was old
  public AdministerUsers.Outcome changeMails(
      Institution institution,
      ContinueSession.Outcome.Good administrator,
      Octets form,
      Pin confirmation,
      List<String> from,
      List<String> to,
      Origin origin) {
    throw new UnsupportedOperationException();
  }
}
