/// Ids, names and octets that every package speaks of, and how a request ends that is not granted.
@NullMarked
package shomei.domain.kernel;

import org.jspecify.annotations.NullMarked;
