package shomei.protocol.message;

import org.jspecify.annotations.Nullable;

/// The payload of a POST to an authorization (RFC 8555 §7.5.2).
///
/// @param status `deactivated`; the server refuses any other
public record AuthorizationUpdate(@Nullable String status) {}
