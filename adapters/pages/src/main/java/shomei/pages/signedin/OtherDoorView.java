package shomei.pages.signedin;

/// A certificate at a door that is not its own.
///
/// @param own where this certificate logs in
/// @param again where another is chosen for the door that was wanted
public record OtherDoorView(String wanted, String own, String again) {}
