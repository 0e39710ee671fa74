package shomei.tool.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import shomei.enrollment.Failure;
import shomei.enrollment.Question;
import shomei.protocol.message.PairingStatus;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemType;

/// What the engine's failures mean to the person who runs the tool, and to a script.
public final class Explanations {

  private Explanations() {}

  /// @param someoneThere whether there is a terminal
  public static Explanation of(Failure failure, boolean someoneThere) {
    return switch (failure) {
      case Failure.Refused refused -> of(refused.problem());
      case Failure.ProofRefused proof ->
          Explanation.of(ExitCode.REFUSED, "fail.proofRefused").told(proof.problem());
      case Failure.LetterRefused letter ->
          Explanation.of(ExitCode.WRONG_PIN, "fail.letterRefused").told(letter.problem());
      case Failure.NewPinRefused pin ->
          Explanation.of(ExitCode.PIN_CHANGE_REQUIRED, "fail.newPinRefused", detail(pin.problem()))
              .told(pin.problem());
      case Failure.Busy busy -> busy(busy.problem());
      case Failure.Unfinished late -> Explanation.of(ExitCode.UNAVAILABLE, "fail.unsettled");
      case Failure.NoKnownChallenge none -> Explanation.of(ExitCode.REFUSED, "fail.noChallenge");
      case Failure.WrongCertificate wrong ->
          Explanation.of(
              ExitCode.REFUSED,
              switch (wrong.mismatch()) {
                case KEY -> "fail.wrongCertificate.key";
                case SUBJECT -> "fail.wrongCertificate.subject";
                case CHAIN -> "fail.wrongCertificate.chain";
              });
      case Failure.Unreachable gone ->
          Explanation.of(
              ExitCode.NETWORK,
              switch (gone.cause()) {
                case UNKNOWN_HOST -> "fail.network.host";
                case NO_CONNECTION -> "fail.network.connection";
                case TIMEOUT -> "fail.network.timeout";
                case NOT_TRUSTED -> "fail.network.trust";
                case CERTIFICATE_DATES -> "fail.network.dates";
                case OTHER -> "fail.network.other";
              },
              gone.server(),
              gone.detail());
      case Failure.ClockWrong clock ->
          Explanation.of(
              ExitCode.NETWORK,
              clock.here().isBefore(clock.server()) ? "fail.clock.behind" : "fail.clock.ahead",
              clock.here(),
              clock.server(),
              Duration.between(clock.here(), clock.server()));
      case Failure.NotAcme stranger ->
          Explanation.of(ExitCode.NETWORK, "fail.unreadable", stranger.detail());
      case Failure.NoDirectory address ->
          Explanation.of(ExitCode.NETWORK, "fail.noDirectory", address.address());
      case Failure.BadProxyAddress proxy ->
          Explanation.of(ExitCode.USAGE, "fail.proxyAddress", proxy.address());
      case Failure.ProxyLoginRefused proxy ->
          Explanation.of(ExitCode.PROXY, "fail.proxy", proxy.proxy());
      case Failure.Interrupted stopped -> Explanation.of(ExitCode.INTERRUPTED, "fail.interrupted");
      case Failure.Unanswered unanswered ->
          someoneThere
              ? Explanation.of(ExitCode.NEEDS_INPUT, "fail.noAnswer")
              : Explanation.of(
                  ExitCode.NEEDS_INPUT, "fail.needsInput", option(unanswered.question()));
      case Failure.NotAPin pin ->
          Explanation.of(
              pin.question() instanceof Question.NewPin
                  ? ExitCode.PIN_CHANGE_REQUIRED
                  : ExitCode.USAGE,
              "fail.notAPin");
      case Failure.UnfitPassword password -> Explanation.of(ExitCode.USAGE, "fail.unfitPassword");
      case Failure.NothingHeld nothing ->
          Explanation.of(ExitCode.NOTHING_HELD, "fail.nothingHeld", nothing.subscriber());
      case Failure.UnfinishedElsewhere elsewhere ->
          Explanation.of(ExitCode.USAGE, "fail.unfinishedElsewhere");
      case Failure.BadLink link -> Explanation.of(ExitCode.USAGE, "fail.badLink");
      case Failure.BadCode code ->
          Explanation.of(
              ExitCode.USAGE,
              switch (code.fault()) {
                case LENGTH -> "fail.badCode.length";
                case LOOKALIKE -> "fail.badCode.lookalike";
                case SIGN -> "fail.badCode.sign";
              });
      case Failure.HostRefused host ->
          Explanation.of(ExitCode.DECLINED, "fail.hostRefused", host.host());
      case Failure.Declined no -> Explanation.of(ExitCode.DECLINED, "fail.declined");
      case Failure.PageEnded page ->
          Explanation.of(
              ExitCode.REFUSED,
              page.status() == PairingStatus.VALID ? "fail.page.done" : "fail.page.ended");
      case Failure.OtherToRenew other ->
          Explanation.of(
              ExitCode.NOTHING_HELD, "fail.otherToRenew", other.subscriber(), other.serial());
      case Failure.ServerTooOld old ->
          Explanation.of(ExitCode.VERSION, "fail.serverTooOld", old.server());
      case Failure.ProgramTooOld old ->
          Explanation.of(ExitCode.VERSION, "fail.programTooOld", old.server());
      case Failure.InUse state -> Explanation.of(ExitCode.IN_USE, "fail.inUse", state.state());
      case Failure.CannotRead file ->
          unreadable(ExitCode.STORE, file.file().toString(), file.fault());
      case Failure.CannotWrite file -> unwritable(file.file().toString(), file.fault());
      case Failure.NoCertificates file ->
          Explanation.of(ExitCode.USAGE, "fail.noCertificates", file.file());
      case Failure.Damaged file -> store("fail.damagedFile", file.file());
      case Failure.ForeignFile file -> store("fail.foreignFile", file.file());
      case Failure.WrongPassword file -> store("fail.wrongPassword", file.file());
      case Failure.KeyGone key -> store("fail.storeGone", key.store());
      case Failure.OtherCertificate other -> store("fail.otherCertificate", other.store());
      case Failure.NoToken token -> store("fail.noToken", token.label());
      case Failure.TokenPinRefused token -> store("fail.tokenPin", token.label());
      case Failure.TokenFault token -> store("fail.token", token.label(), token.detail());
      case Failure.NotInStore type ->
          Explanation.of(ExitCode.USAGE, "fail.notInStore", type.type().label(), type.store());
      case Failure.OtherSystem other ->
          Explanation.of(ExitCode.USAGE, "fail.otherSystem", other.store().id());
      case Failure.NoNss none -> store("fail.noNss");
      case Failure.StoreFault fault ->
          store(
              switch (fault.obstacle()) {
                case READ_ONLY -> "fail.store.readOnly";
                case FULL -> "fail.store.full";
                case BUSY -> "fail.store.busy";
                case DAMAGED -> "fail.store.damaged";
                case CANCELLED -> "fail.store.cancelled";
                case DENIED -> "fail.store.denied";
                case LOCKED -> "fail.store.locked";
                case NOT_TRUSTED -> "fail.store.notTrusted";
                case NO_PROGRAM -> "fail.store.noProgram";
                case OTHER -> "fail.store.other";
              },
              fault.store(),
              fault.detail());
    };
  }

  private static Explanation store(String text, Object... arguments) {
    return Explanation.of(ExitCode.STORE, text, arguments);
  }

  static Explanation unreadable(ExitCode code, String file, Failure.FileFault fault) {
    return Explanation.of(
        code,
        switch (fault.kind()) {
          case DENIED -> "fail.read.denied";
          case MISSING -> "fail.read.missing";
          case NOT_A_FILE -> "fail.read.notAFile";
          case NO_TEXT -> "fail.read.noText";
          case DISK_FULL, READ_ONLY, OTHER -> "fail.read.other";
        },
        file,
        fault.detail());
  }

  private static Explanation unwritable(String file, Failure.FileFault fault) {
    return Explanation.of(
        ExitCode.STORE,
        switch (fault.kind()) {
          case DENIED -> "fail.write.denied";
          case MISSING -> "fail.write.missing";
          case NOT_A_FILE -> "fail.write.notAFile";
          case DISK_FULL -> "fail.write.full";
          case READ_ONLY -> "fail.write.readOnly";
          case NO_TEXT, OTHER -> "fail.write.other";
        },
        file,
        fault.detail());
  }

  private static String option(Question question) {
    return switch (question) {
      case Question.LoginPin pin -> "--pin-file";
      case Question.NewPin pin -> "--new-pin-file";
      case Question.LetterCode code -> "--letter-code-file";
      case Question.FilePassword password -> "--password-file";
      case Question.NewFilePassword password -> "--password-file";
      case Question.TokenPin pin -> "--token-pin-file";
    };
  }

  static Explanation of(Problem problem) {
    Optional<ProblemType> known = problem.knownType();
    if (known.isEmpty()) {
      Integer status = problem.status();
      return status != null && status >= 500 ? busy(problem) : refused(problem);
    }
    Explanation meaning =
        switch (known.get()) {
          case INCORRECT_RESPONSE -> Explanation.of(ExitCode.WRONG_PIN, "fail.wrongPin");
          case LOCKED -> Explanation.of(ExitCode.LOCKED, "fail.locked");
          case NOT_ELIGIBLE -> Explanation.of(ExitCode.NOT_ELIGIBLE, "fail.notEligible");
          case NOT_YET_ELIGIBLE ->
              Explanation.of(ExitCode.NOT_YET_ELIGIBLE, "fail.notYetEligible", moment(problem));
          case RENEWAL_NOT_OPEN ->
              Explanation.of(ExitCode.RENEWAL_NOT_OPEN, "fail.renewalNotOpen", moment(problem));
          case RENEWAL_CLOSED -> Explanation.of(ExitCode.RENEWAL_CLOSED, "fail.renewalClosed");
          case SUSPENDED -> Explanation.of(ExitCode.SUSPENDED, "fail.suspended");
          case PIN_CHANGE_REQUIRED ->
              Explanation.of(ExitCode.PIN_CHANGE_REQUIRED, "fail.pinChangeRequired");
          case UNKNOWN_CODE -> Explanation.of(ExitCode.REFUSED, "fail.unknownCode");
          case ALREADY_REPLACED -> Explanation.of(ExitCode.REFUSED, "fail.alreadyReplaced");
          case RATE_LIMITED, SERVER_INTERNAL -> busy(problem);
          case ACCOUNT_DOES_NOT_EXIST,
              ALREADY_REVOKED,
              BAD_CSR,
              BAD_NONCE,
              BAD_PUBLIC_KEY,
              BAD_REVOCATION_REASON,
              BAD_SIGNATURE_ALGORITHM,
              CAA,
              COMPOUND,
              CONNECTION,
              DNS,
              EXTERNAL_ACCOUNT_REQUIRED,
              INVALID_CONTACT,
              INVALID_PROFILE,
              MALFORMED,
              ORDER_NOT_READY,
              REJECTED_IDENTIFIER,
              TLS,
              UNAUTHORIZED,
              UNSUPPORTED_CONTACT,
              UNSUPPORTED_IDENTIFIER,
              USER_ACTION_REQUIRED ->
              refused(problem);
        };
    return meaning.told(problem);
  }

  private static Explanation busy(Problem problem) {
    return Explanation.of(ExitCode.UNAVAILABLE, "fail.busy", detail(problem)).told(problem);
  }

  private static Explanation refused(Problem problem) {
    return Explanation.of(ExitCode.REFUSED, "fail.refused", detail(problem)).told(problem);
  }

  private static String detail(Problem problem) {
    String detail = problem.detail();
    return detail == null ? problem.type().toString() : detail;
  }

  /// An [Instant] for the text to format, or an empty text.
  private static Object moment(Problem problem) {
    Instant from = problem.notBefore();
    return from == null ? "" : from;
  }
}
