/// What subscribers run: the command line that acquires, renews and shows client certificates.
@NullMarked
package shomei.tool;

import org.jspecify.annotations.NullMarked;
