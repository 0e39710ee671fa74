/// Pages and this program meet at the server: links and codes, which servers are trusted, waiting,
/// and a run for a page. Start at [shomei.enrollment.pairing.PageWaiting] and
/// [shomei.enrollment.pairing.CodeMeeting].
@NullMarked
package shomei.enrollment.pairing;

import org.jspecify.annotations.NullMarked;
