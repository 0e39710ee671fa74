/// Corporations, their seats, the PINs' bookkeeping and the right to acquire.
@NullMarked
package shomei.domain.subscriber;

import org.jspecify.annotations.NullMarked;
