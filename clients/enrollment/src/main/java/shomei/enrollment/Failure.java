package shomei.enrollment;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import shomei.protocol.message.PairingStatus;
import shomei.protocol.problem.Problem;

/// Why a run cannot go on. Another run goes on from there. Holds no secret.
public sealed interface Failure {

  /// The server says no.
  record Refused(Problem problem) implements Failure {}

  /// The server does not take the proof that the certificate's key is here.
  record ProofRefused(Problem problem) implements Failure {}

  /// The server does not take ID, PIN and the code of the letter together, and does not say which
  /// is wrong.
  record LetterRefused(Problem problem) implements Failure {}

  /// The PIN is a temporary one, and there is no new one, or none that the server takes.
  record NewPinRefused(Problem problem) implements Failure {}

  /// The server has no time.
  record Busy(Problem problem) implements Failure {}

  /// The server has not finished yet.
  record Unfinished() implements Failure {}

  /// The server offers no way of authentication that this engine knows.
  record NoKnownChallenge() implements Failure {}

  /// What the server sent as the certificate is not the one that was ordered; it was not stored.
  record WrongCertificate(Mismatch mismatch) implements Failure {}

  /// What is wrong with a certificate that came.
  enum Mismatch {
    /// It is for another key.
    KEY,
    /// Its subject does not name the subscriber.
    SUBJECT,
    /// What stands above it is not its issuer.
    CHAIN
  }

  /// No answer came.
  ///
  /// @param server host and port
  /// @param detail in the platform's words
  record Unreachable(Cause cause, String server, String detail) implements Failure {}

  /// Why no answer came.
  enum Cause {
    UNKNOWN_HOST,
    NO_CONNECTION,
    TIMEOUT,
    /// The server's TLS certificate comes from nobody who is trusted, or is another server's.
    NOT_TRUSTED,
    /// The server's TLS certificate has expired or is not valid yet.
    CERTIFICATE_DATES,
    OTHER
  }

  /// The clock here and the server's are so far apart that TLS certificates seem invalid.
  record ClockWrong(Instant here, Instant server) implements Failure {}

  /// Something else than a server of the protocol answers.
  record NotAcme(String detail) implements Failure {}

  /// The server knows no directory at that address.
  record NoDirectory(URI address) implements Failure {}

  /// @param address without a login
  record BadProxyAddress(String address) implements Failure {}

  /// @param proxy host and port
  record ProxyLoginRefused(String proxy) implements Failure {}

  /// The thread was interrupted while it waited.
  record Interrupted() implements Failure {}

  /// Nobody answered the question.
  record Unanswered(Question question) implements Failure {}

  /// What was given cannot be a PIN. It was not sent.
  record NotAPin(Question question) implements Failure {}

  /// The password is too short, or has signs that not every program takes.
  record UnfitPassword() implements Failure {}

  record NothingHeld(String subscriber) implements Failure {}

  /// An earlier run is not finished and goes to another store.
  record UnfinishedElsewhere(StoreLocation store) implements Failure {}

  /// What was opened is no link of ours, or is broken.
  record BadLink() implements Failure {}

  /// What was typed cannot be the code of a page. It was not sent.
  record BadCode(CodeFault fault) implements Failure {}

  /// What is wrong with a code.
  enum CodeFault {
    /// It has not eight signs.
    LENGTH,
    /// It has an I, O, 0 or 1, which are in no code.
    LOOKALIKE,
    /// It has a sign that is neither letter nor digit.
    SIGN
  }

  /// The person does not want anything to do with that host.
  record HostRefused(String host) implements Failure {}

  /// The person refused what the page wants.
  record Declined() implements Failure {}

  /// The page has ended meanwhile: valid, refused or expired.
  record PageEnded(PairingStatus status) implements Failure {}

  /// The page wants another certificate renewed than the one that is here.
  ///
  /// @param serial hexadecimal
  record OtherToRenew(String subscriber, String serial) implements Failure {}

  /// The server is older than this program and has no pages that a program can meet.
  record ServerTooOld(String server) implements Failure {}

  /// The server says what this program does not know yet.
  record ProgramTooOld(String server) implements Failure {}

  /// Another run works on the state directory.
  record InUse(Path state) implements Failure {}

  record CannotRead(Path file, FileFault fault) implements Failure {}

  record CannotWrite(Path file, FileFault fault) implements Failure {}

  /// Why a file cannot be read or written.
  ///
  /// @param detail the system's words, where there is no kind for it
  record FileFault(Kind kind, String detail) {
    public enum Kind {
      DENIED,
      MISSING,
      NOT_A_FILE,
      DISK_FULL,
      READ_ONLY,
      NO_TEXT,
      OTHER
    }
  }

  /// There is no certificate in the file of authorities.
  record NoCertificates(Path file) implements Failure {}

  record Damaged(Path file) implements Failure {}

  /// A file of that name is there already, and is not the engine's.
  record ForeignFile(Path file) implements Failure {}

  record WrongPassword(Path file) implements Failure {}

  /// The key is no longer in its store.
  record KeyGone(String store) implements Failure {}

  /// The store holds another certificate than the one in use.
  record OtherCertificate(String store) implements Failure {}

  record NoToken(String label) implements Failure {}

  record TokenPinRefused(String label) implements Failure {}

  record TokenFault(String label, String detail) implements Failure {}

  /// A key of that type cannot be made in the store.
  record NotInStore(KeyType type, String store) implements Failure {}

  /// The store belongs to another operating system.
  record OtherSystem(StoreLocation store) implements Failure {}

  /// NSS' library, by which a browser's database is reached, is not installed.
  record NoNss() implements Failure {}

  /// A store of a browser or of the operating system does not do what it should.
  ///
  /// @param detail in the store's words, where there is no kind for it
  record StoreFault(String store, Obstacle obstacle, String detail) implements Failure {}

  /// What stands in the way of a store.
  enum Obstacle {
    READ_ONLY,
    FULL,
    /// Another program is at it.
    BUSY,
    DAMAGED,
    /// The person said no, or nobody was there to say yes.
    CANCELLED,
    /// The person, or this PC's rules, may not.
    DENIED,
    /// It is locked, and was not opened.
    LOCKED,
    /// The operating system does not know the institution's root.
    NOT_TRUSTED,
    /// The operating system's own program is missing.
    NO_PROGRAM,
    OTHER
  }
}
