/// The HTTP edge: wires the sites to their listeners.
@NullMarked
package shomei.http;

import org.jspecify.annotations.NullMarked;
