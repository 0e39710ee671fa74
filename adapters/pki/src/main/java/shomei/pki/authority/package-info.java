/// The ceremony that makes CAs.
@NullMarked
package shomei.pki.authority;

import org.jspecify.annotations.NullMarked;
