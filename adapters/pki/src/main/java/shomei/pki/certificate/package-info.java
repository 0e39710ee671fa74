/// Certificates to RFC 5280 and the institution's profile: built, linted, signed.
@NullMarked
package shomei.pki.certificate;

import org.jspecify.annotations.NullMarked;
