/// The HTTP edge: wires the sites to their listeners.
@NullMarked
package shomei.web;

import org.jspecify.annotations.NullMarked;
