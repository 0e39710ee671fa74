/// The business of Shomei on the JDK alone. Each package below is a thing that the field has.
@NullMarked
package shomei.domain;

import org.jspecify.annotations.NullMarked;
