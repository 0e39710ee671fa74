/// `mvn -Pcompare`: ours beside Pebble, and beside itself with few and with many certificates.
@NullMarked
package shomei.comparison;

import org.jspecify.annotations.NullMarked;
