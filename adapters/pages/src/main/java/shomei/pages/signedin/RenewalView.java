package shomei.pages.signedin;

import shomei.pages.view.CertificateCard;
import shomei.pages.visit.ReturnTo;

/// C3.
///
/// @param later where it goes on when the renewal is put off
/// @param then the same, as forms carry it ([ReturnTo])
public record RenewalView(CertificateCard card, long daysLeft, String later, String then) {}
