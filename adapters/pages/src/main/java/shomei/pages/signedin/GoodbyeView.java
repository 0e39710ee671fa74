package shomei.pages.signedin;

/// C12.
///
/// @param entrance where to log in again
public record GoodbyeView(String entrance, boolean freshHosts) {}
