package shomei.pages.signedin;

import shomei.pages.view.CertificateCard;

/// C3.
///
/// @param later where it goes on when the renewal is put off
public record RenewalView(CertificateCard card, long daysLeft, String later) {}
