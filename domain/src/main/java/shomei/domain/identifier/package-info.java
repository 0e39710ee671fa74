/// What a certificate is ordered for: a subscriber's seat or a DNS name.
@NullMarked
package shomei.domain.identifier;

import org.jspecify.annotations.NullMarked;
