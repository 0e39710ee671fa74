/// Pages and tools that meet.
@NullMarked
package shomei.postgres.pairing;

import org.jspecify.annotations.NullMarked;
