/// A small ACME server for tests of the clients, which cannot see the real one: it verifies what it
/// is sent with the protocol's own types, signs real certificates, and breaks off where a test says
/// so. The whole flow against the real server is tested beside that.
@NullMarked
package shomei.sdk.stand;

import org.jspecify.annotations.NullMarked;
