/// PostgreSQL from Maven, for the demo, the tests and the generation of code. Never in production.
@NullMarked
package shomei.embedded;

import org.jspecify.annotations.NullMarked;
