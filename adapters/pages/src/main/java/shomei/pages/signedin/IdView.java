package shomei.pages.signedin;

import java.util.Optional;

/// O11.
///
/// @param separate whether contract ID and user ID are typed apart
/// @param change whether the PIN is temporary, and a new one asked for
/// @param form drawn for this page
/// @param error key of the text
public record IdView(
    String action,
    boolean separate,
    boolean change,
    String contract,
    String user,
    String form,
    Optional<String> error,
    int shortest,
    int longest) {}
