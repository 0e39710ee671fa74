/// The revocation journal as files in a folder.
@NullMarked
package shomei.journal;

import org.jspecify.annotations.NullMarked;
