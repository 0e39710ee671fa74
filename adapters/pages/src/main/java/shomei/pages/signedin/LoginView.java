package shomei.pages.signedin;

import java.util.Optional;
import shomei.pages.view.CertificateCard;
import shomei.pages.visit.ReturnTo;

/// C1 and C2.
///
/// @param then where it goes on ([ReturnTo])
/// @param form drawn for this page
/// @param error key of the text
/// @param again where another certificate is chosen
public record LoginView(
    String action,
    String door,
    String then,
    CertificateCard card,
    String form,
    Optional<String> error,
    int shortest,
    int longest,
    String again) {}
