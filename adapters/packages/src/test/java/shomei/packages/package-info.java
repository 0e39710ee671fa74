/// What the server's packages are made with, and whether they install.
@NullMarked
package shomei.packages;

import org.jspecify.annotations.NullMarked;
