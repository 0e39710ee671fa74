package shomei.protocol.jws;

/// A request to an ACME resource (RFC 8555 §6.2): right in form, not yet verified.
///
/// @param signatory who claims it
/// @param url that the client signed; the request must have come to exactly that one, else it is
///   `unauthorized` (§6.4)
/// @param content what was signed; an empty payload means POST-as-GET (§6.3)
public record SignedRequest(Signatory signatory, String url, Signed content) {}
