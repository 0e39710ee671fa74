/// What every adapter of a port must guarantee, as tests to extend: one abstract class a port.
@NullMarked
package shomei.domain.contract;

import org.jspecify.annotations.NullMarked;
