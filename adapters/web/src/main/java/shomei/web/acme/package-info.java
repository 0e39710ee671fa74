/// The resources of RFC 8555 and RFC 9773.
@NullMarked
package shomei.web.acme;

import org.jspecify.annotations.NullMarked;
