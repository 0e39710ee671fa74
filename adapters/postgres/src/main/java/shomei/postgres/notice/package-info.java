/// Notices of expiry and the mails that wait to be sent.
@NullMarked
package shomei.postgres.notice;

import org.jspecify.annotations.NullMarked;
