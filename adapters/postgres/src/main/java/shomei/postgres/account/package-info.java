/// Accounts, external account keys, the partners and seats they are bound to, rate limits.
@NullMarked
package shomei.postgres.account;

import org.jspecify.annotations.NullMarked;
