/// Where keys and certificates live: a PKCS#12 file or a PKCS#11 token.
@NullMarked
package shomei.tool.store;

import org.jspecify.annotations.NullMarked;
