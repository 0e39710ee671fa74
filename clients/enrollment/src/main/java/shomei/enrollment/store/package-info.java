/// Where keys and certificates live: PKCS#12 files and PKCS#11 tokens.
@NullMarked
package shomei.enrollment.store;

import org.jspecify.annotations.NullMarked;
