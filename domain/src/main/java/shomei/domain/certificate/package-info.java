/// Certificates as issued and what became of them.
@NullMarked
package shomei.domain.certificate;

import org.jspecify.annotations.NullMarked;
