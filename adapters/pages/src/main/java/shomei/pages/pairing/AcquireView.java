package shomei.pages.pairing;

import shomei.pages.form.Form;

/// O2 and O3.
///
/// @param single whether one login ID names the seat
/// @param byId whether ID and PIN are a way in while no certificate is held
public record AcquireView(
    String door, boolean single, boolean administrator, boolean byId, Form form) {}
