/// The composition root: what the server is made of, and how it starts, runs and ends.
@NullMarked
package shomei.server;

import org.jspecify.annotations.NullMarked;
