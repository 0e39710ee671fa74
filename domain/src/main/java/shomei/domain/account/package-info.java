/// Accounts of the protocol and their external bindings.
@NullMarked
package shomei.domain.account;

import org.jspecify.annotations.NullMarked;
