/// The command line, `shomei-server`: the server itself, and what operators do beside it on the
/// same database.
@NullMarked
package shomei.command;

import org.jspecify.annotations.NullMarked;
