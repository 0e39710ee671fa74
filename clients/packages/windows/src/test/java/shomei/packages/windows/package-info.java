/// The set-up and the package for Windows, installed and removed under Wine.
@NullMarked
package shomei.packages.windows;

import org.jspecify.annotations.NullMarked;
