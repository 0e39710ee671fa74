/// What every signed request asks before anything else: its nonce, its account, the resource it
/// names.
@NullMarked
package shomei.domain.access;

import org.jspecify.annotations.NullMarked;
