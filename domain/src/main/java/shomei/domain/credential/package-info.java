/// PINs and the codes of letters: what they may look like and how they are kept, so that a copy of
/// the database tells nothing.
@NullMarked
package shomei.domain.credential;

import org.jspecify.annotations.NullMarked;
