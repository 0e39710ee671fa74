package shomei.pages.own;

/// After C10.
///
/// @param kind as texts name it
/// @param again where to log in again
public record PinChangedView(String kind, String again) {}
