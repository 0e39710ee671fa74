/// What an issuing CA takes and gives.
@NullMarked
package shomei.domain.ca;

import org.jspecify.annotations.NullMarked;
