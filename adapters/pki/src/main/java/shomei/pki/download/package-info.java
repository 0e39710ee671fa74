/// Whether packages are those that were built.
@NullMarked
package shomei.pki.download;

import org.jspecify.annotations.NullMarked;
