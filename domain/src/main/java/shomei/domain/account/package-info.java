/// Accounts of the protocol, their external bindings, nonces, and the door through which every
/// signed request comes.
@NullMarked
package shomei.domain.account;

import org.jspecify.annotations.NullMarked;
