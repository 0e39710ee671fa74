/// The resources of RFC 8555 and RFC 9773.
@NullMarked
package shomei.http.acme;

import org.jspecify.annotations.NullMarked;
