/// The conformance suite: RFC 8555 section by section over real HTTPS, and RFC 9773 and the
/// profiles beside it. Each test names the requirements of ACME-REQUIREMENTS.md that it covers.
@NullMarked
package shomei.web.rfc8555;

import org.jspecify.annotations.NullMarked;
