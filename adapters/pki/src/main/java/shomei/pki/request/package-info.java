/// Certificate signing requests (RFC 2986), read strictly.
@NullMarked
package shomei.pki.request;

import org.jspecify.annotations.NullMarked;
