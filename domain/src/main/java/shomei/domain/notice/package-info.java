/// Notices of expiry and the mails that carry them, each exactly once.
@NullMarked
package shomei.domain.notice;

import org.jspecify.annotations.NullMarked;
