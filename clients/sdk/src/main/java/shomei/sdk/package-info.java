/// A blocking Java client of the protocol: RFC 8555 with Shomei's identifiers and challenges, RFC
/// 9773 and certificate profiles. Start at [AcmeServer#at(java.net.URI, ClientSettings)].
@NullMarked
package shomei.sdk;

import org.jspecify.annotations.NullMarked;
