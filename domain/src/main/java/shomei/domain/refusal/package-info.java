/// How a request ends that the domain does not grant.
@NullMarked
package shomei.domain.refusal;

import org.jspecify.annotations.NullMarked;
