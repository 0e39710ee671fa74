/// Integration partners and the DNS names that they may order.
@NullMarked
package shomei.domain.partner;

import org.jspecify.annotations.NullMarked;
