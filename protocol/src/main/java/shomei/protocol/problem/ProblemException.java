package shomei.protocol.problem;

/// Carries a problem document to the edge. What reads the wire throws it for every input that
/// breaks a rule, and nothing else.
///
/// It has no stack trace: strangers cause it at will, and the document says all there is to say.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.type() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(ProblemType type, String detail) {
    this(Problem.of(type, detail));
  }

  public static ProblemException malformed(String detail) {
    return new ProblemException(ProblemType.MALFORMED, detail);
  }

  public Problem problem() {
    return problem;
  }
}
