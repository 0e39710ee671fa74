package shomei.pages.signedin;

/// A session that is over.
///
/// @param why key of the text
/// @param again where to log in
public record OverView(String why, String again) {}
