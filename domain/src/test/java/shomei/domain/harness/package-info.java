/// The whole domain over given ports, and the rules of the business played through it.
@NullMarked
package shomei.domain.harness;

import org.jspecify.annotations.NullMarked;
