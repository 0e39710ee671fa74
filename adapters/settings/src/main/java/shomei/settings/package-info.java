/// The configuration of the server, as operators write it.
@NullMarked
package shomei.settings;

import org.jspecify.annotations.NullMarked;
