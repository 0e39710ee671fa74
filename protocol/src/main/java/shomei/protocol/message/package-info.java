/// The bodies of requests and answers (RFC 8555 §7, RFC 9773, draft-ietf-acme-profiles) as records.
@NullMarked
package shomei.protocol.message;

import org.jspecify.annotations.NullMarked;
