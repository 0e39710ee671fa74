/// What ties the ports to the revocation journal.
@NullMarked
package shomei.server.journal;

import org.jspecify.annotations.NullMarked;
