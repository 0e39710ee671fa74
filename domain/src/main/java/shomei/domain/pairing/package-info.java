/// A page and a tool that meet at the server (FACES.md, section 3).
@NullMarked
package shomei.domain.pairing;

import org.jspecify.annotations.NullMarked;
