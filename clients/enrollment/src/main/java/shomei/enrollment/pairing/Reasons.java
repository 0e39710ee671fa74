package shomei.enrollment.pairing;

import shomei.enrollment.Failure;

/// Why a run was interrupted, in the one word that the page is told.
final class Reasons {

  private Reasons() {}

  static String of(Failure failure) {
    return switch (failure) {
      case Failure.Unreachable gone -> "network";
      case Failure.ClockWrong clock -> "clock";
      case Failure.NotAcme stranger -> "network";
      case Failure.NoDirectory address -> "network";
      case Failure.Busy busy -> "busy";
      case Failure.Unfinished late -> "busy";
      case Failure.BadProxyAddress proxy -> "proxy";
      case Failure.ProxyLoginRefused proxy -> "proxy";
      case Failure.Interrupted stopped -> "closed";
      case Failure.Unanswered question -> "unanswered";
      case Failure.NotAPin pin -> "pin";
      case Failure.LetterRefused letter -> "pin";
      case Failure.NewPinRefused pin -> "pin";
      case Failure.InUse state -> "inUse";
      case Failure.UnfinishedElsewhere elsewhere -> "inUse";
      case Failure.Refused refused -> "refused";
      case Failure.ProofRefused proof -> "refused";
      case Failure.WrongCertificate wrong -> "refused";
      case Failure.Declined no -> "refused";
      case Failure.HostRefused host -> "refused";
      case Failure.PageEnded page -> "refused";
      case Failure.BadLink link -> "refused";
      case Failure.BadCode code -> "refused";
      case Failure.NoKnownChallenge none -> "version";
      case Failure.ServerTooOld old -> "version";
      case Failure.ProgramTooOld old -> "version";
      case Failure.NothingHeld nothing -> "notHeld";
      case Failure.OtherToRenew other -> "notHeld";
      case Failure.UnfitPassword password -> "store";
      case Failure.CannotRead file -> "store";
      case Failure.CannotWrite file -> "store";
      case Failure.NoCertificates file -> "store";
      case Failure.Damaged file -> "store";
      case Failure.ForeignFile file -> "store";
      case Failure.WrongPassword file -> "store";
      case Failure.KeyGone key -> "store";
      case Failure.OtherCertificate other -> "store";
      case Failure.NoToken token -> "store";
      case Failure.TokenPinRefused token -> "store";
      case Failure.TokenFault token -> "store";
      case Failure.NotInStore type -> "store";
      case Failure.OtherSystem system -> "store";
      case Failure.NoNss nss -> "store";
      case Failure.StoreFault fault -> "store";
    };
  }

  /// Whether it may well pass by itself.
  static boolean mayPass(Failure failure) {
    return switch (Reasons.of(failure)) {
      case "network" ->
          failure instanceof Failure.Unreachable gone
              && gone.cause() != Failure.Cause.NOT_TRUSTED
              && gone.cause() != Failure.Cause.CERTIFICATE_DATES;
      case "busy" -> true;
      default -> false;
    };
  }
}
