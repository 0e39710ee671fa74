/// Notices as mail: the institution's texts, filled in and handed to a mail server.
@NullMarked
package shomei.smtp;

import org.jspecify.annotations.NullMarked;
