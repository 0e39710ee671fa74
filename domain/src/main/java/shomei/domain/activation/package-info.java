/// A seat's first login ID: how it is proven who acquires it, what the holder sets up, and when.
@NullMarked
package shomei.domain.activation;

import org.jspecify.annotations.NullMarked;
