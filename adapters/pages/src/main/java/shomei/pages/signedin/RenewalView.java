package shomei.pages.signedin;

import shomei.pages.view.CertificateCard;

/// C3.
public record RenewalView(CertificateCard card, long daysLeft) {}
