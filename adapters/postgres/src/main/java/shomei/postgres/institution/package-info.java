/// Institutions and their CAs.
@NullMarked
package shomei.postgres.institution;

import org.jspecify.annotations.NullMarked;
