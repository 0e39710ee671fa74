/// What the tests of this module share.
@NullMarked
package shomei.pki;

import org.jspecify.annotations.NullMarked;
