package shomei.enrollment.pairing;

import java.net.URI;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.connection.AcmeFailures;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeServer;

/// What it means where a page cannot be met.
final class PageFailures {

  private PageFailures() {}

  /// @throws EnrollmentException [Failure.ServerTooOld]
  static void requirePages(AcmeServer server, URI directory) {
    if (!server.meetsPages()) {
      throw new EnrollmentException(new Failure.ServerTooOld(directory.getAuthority()));
    }
  }

  /// The directory was read before, so what cannot be read now is newer than this program.
  static EnrollmentException of(AcmeFailure failure, URI directory) {
    return failure instanceof AcmeFailure.Unreadable
        ? new EnrollmentException(new Failure.ProgramTooOld(directory.getAuthority()), failure)
        : AcmeFailures.of(failure, directory);
  }
}
