package shomei.enrollment;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import shomei.protocol.message.PairedAct;

/// What happens in a run, for the person to see. Holds no secret.
public sealed interface Event {

  record Connecting(URI server) implements Event {}

  /// The clock here and the server's are so far apart that it matters, though the run goes on: what
  /// the server issues now may not be valid yet, or nearly expired, to programs of this PC.
  record ClockDiffers(Instant here, Instant server) implements Event {}

  /// The server gets to know this PC: an account is made.
  record CreatingAccount() implements Event {}

  /// An earlier run was cut off, and this one goes on from there.
  record Resuming() implements Event {}

  /// @param store where the key will be
  record MakingKey(KeyType type, String store) implements Event {}

  record Ordering(String subscriber) implements Event {}

  /// The earlier order has ended without a certificate.
  record OrderingAgain() implements Event {}

  record AuthenticatingWithPin() implements Event {}

  /// The PIN is a temporary one.
  record ChangingPin() implements Event {}

  record AuthenticatingWithCertificate() implements Event {}

  record Requesting() implements Event {}

  record Downloading() implements Event {}

  record Storing(String store) implements Event {}

  /// @param notAfter of the new certificate
  record Complete(Instant notAfter) implements Event {}

  /// A file that could not be opened with the password was replaced, and a copy of it kept.
  record CopyKept(Path file, Path copy) implements Event {}

  /// The certificate before this one was taken out of the browser's sight, and an encrypted copy of
  /// it and its key kept.
  record OldOneKept(String store, Path copy) implements Event {}

  /// As [OldOneKept], but the store does not give the key out: the copy is of the certificate
  /// alone.
  record OldCertificateKept(String store, Path copy) implements Event {}

  /// Pages of the server are waited for from now on.
  record WaitingForPages(URI server) implements Event {}

  /// Pages of the server cannot be waited for; where that may pass, it is tried again.
  record CannotWait(URI server, Failure why) implements Event {}

  /// A page was found that wants something.
  record PageFound(ServerName page, PairedAct act, String subscriber) implements Event {}

  /// The page shows a number, too: the person compares them there, and says that this is the PC.
  record CompareNumber(String number) implements Event {}

  /// The page's reader said that this is the PC.
  record PcConfirmed() implements Event {}

  /// The server does not answer at present; the run goes on by itself when it does.
  record HeldUp(Failure why) implements Event {}

  /// The certificate is stored, but the page could not be told. It is told the next time.
  record PageNotTold() implements Event {}

  /// The file has other names (hard links), which keep the old content.
  record OtherNamesKeepTheOld(Path file) implements Event {}
}
