/// Looks whether the holder of an account controls a DNS name, and stays harmless whatever the name
/// points at.
@NullMarked
package shomei.validation;

import org.jspecify.annotations.NullMarked;
