/// The way to the server: proxies, trust, and what failed calls mean.
@NullMarked
package shomei.enrollment.connection;

import org.jspecify.annotations.NullMarked;
