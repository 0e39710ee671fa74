package shomei.load.wire;

import org.jspecify.annotations.Nullable;
import shomei.protocol.problem.Problem;
import shomei.sdk.AcmeFailure;
import shomei.sdk.AcmeResource;

/// An operation came to nothing.
public final class OperationFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final String ACME = "urn:ietf:params:acme:error:";
  private static final String SHOMEI = "urn:shomei:error:";
  private static final String BLANK = "about:blank";

  private final String label;

  /// @param label what it is counted under: the last part of a problem's type, or a word of ours
  /// @param detail one example is shown
  public OperationFailure(String label, @Nullable String detail) {
    super(detail == null ? "" : detail, null, false, false);
    this.label = label;
  }

  /// What failed, by a problem document.
  public static OperationFailure of(Problem problem) {
    String type = problem.type().toString();
    String name =
        type.startsWith(ACME)
            ? type.substring(ACME.length())
            : type.startsWith(SHOMEI) ? type.substring(SHOMEI.length()) : type;
    return new OperationFailure(
        name.equals(BLANK) ? String.valueOf(problem.detail()) : name, problem.detail());
  }

  /// What failed, by what the SDK threw.
  public static OperationFailure of(AcmeFailure failure) {
    return switch (failure) {
      case AcmeFailure.Refused refused -> of(refused.problem());
      case AcmeFailure.Busy busy -> of(busy.problem());
      case AcmeFailure.Unreachable gone -> new OperationFailure("connection", gone.getMessage());
      case AcmeFailure.ProxyRefused proxy -> new OperationFailure("proxy", proxy.getMessage());
      case AcmeFailure.Unreadable garbled ->
          new OperationFailure("unreadable", garbled.getMessage());
      case AcmeFailure.Unsettled late -> new OperationFailure("timeout", late.getMessage());
      case AcmeFailure.Interrupted stopped ->
          new OperationFailure("interrupted", stopped.getMessage());
    };
  }

  OperationFailure at(AcmeResource resource) {
    return new OperationFailure(resource.fieldName() + ": " + label, detail());
  }

  public String label() {
    return label;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
