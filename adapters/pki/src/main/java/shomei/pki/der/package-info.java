/// Encodings, strictly.
@NullMarked
package shomei.pki.der;

import org.jspecify.annotations.NullMarked;
