/// Institutions, the tenants of a server, and their policies, which are data that an operator
/// edits.
@NullMarked
package shomei.domain.institution;

import org.jspecify.annotations.NullMarked;
