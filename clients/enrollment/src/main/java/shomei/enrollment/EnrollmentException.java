package shomei.enrollment;

import org.jspecify.annotations.Nullable;

/// Ends a run, for a [Failure].
public final class EnrollmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public EnrollmentException(Failure failure) {
    this(failure, null);
  }

  public EnrollmentException(Failure failure, @Nullable Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
