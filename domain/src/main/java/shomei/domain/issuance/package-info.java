/// From a ready order to a recorded certificate: reserve, sign, record; each step can be taken up
/// again.
@NullMarked
package shomei.domain.issuance;

import org.jspecify.annotations.NullMarked;
