package shomei.protocol.problem;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.protocol.identifier.Identifier;

/// A problem document (RFC 9457, `application/problem+json`), as it is sent and as it is received.
///
/// @param type one of [ProblemType] from Shomei; any URI from elsewhere
/// @param title short text for the type, the same for each occurrence
/// @param detail what went wrong this time, in plain words; never a secret
/// @param status HTTP status of the answer; absent in subproblems
/// @param instance URI of this occurrence
/// @param identifier whom a subproblem is about (RFC 8555 §6.7.1); never at the top level
/// @param subproblems the single faults, one an identifier
/// @param algorithms names that would have been accepted, with `badSignatureAlgorithm` (RFC 8555
///   §6.2)
/// @param notBefore when it is worth trying again, with `notYetEligible` and `renewalNotOpen`
public record Problem(
    URI type,
    @Nullable String title,
    @Nullable String detail,
    @Nullable Integer status,
    @Nullable URI instance,
    @Nullable Identifier identifier,
    @Nullable List<Problem> subproblems,
    @Nullable List<String> algorithms,
    @Nullable Instant notBefore) {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int MAX_DETAIL = 500;
  private static final URI BLANK = URI.create("about:blank");

  /// An absent type means `about:blank` (RFC 9457 §3.1.1). Control characters in the detail become
  /// spaces and over-long text is cut, so that a document may be logged or shown as it is.
  public Problem {
    type = Objects.requireNonNullElse(type, BLANK);
    detail = detail == null ? null : plain(detail);
    subproblems = subproblems == null ? null : List.copyOf(subproblems);
    algorithms = algorithms == null ? null : List.copyOf(algorithms);
  }

  /// A document with the usual status of its type.
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type.urn(), null, detail, type.status(), null, null, null, null, null);
  }

  /// A fault of one identifier, to be put into [#withSubproblems(List)].
  public static Problem of(ProblemType type, String detail, Identifier identifier) {
    return new Problem(type.urn(), null, detail, null, null, identifier, null, null, null);
  }

  public Problem withStatus(int newStatus) {
    return new Problem(
        type, title, detail, newStatus, instance, identifier, subproblems, algorithms, notBefore);
  }

  public Problem withSubproblems(List<Problem> newSubproblems) {
    return new Problem(
        type, title, detail, status, instance, identifier, newSubproblems, algorithms, notBefore);
  }

  public Problem withAlgorithms(List<String> newAlgorithms) {
    return new Problem(
        type, title, detail, status, instance, identifier, subproblems, newAlgorithms, notBefore);
  }

  public Problem withNotBefore(Instant newNotBefore) {
    return new Problem(
        type, title, detail, status, instance, identifier, subproblems, algorithms, newNotBefore);
  }

  /// The type, where it is one that Shomei knows.
  public Optional<ProblemType> knownType() {
    return ProblemType.of(type);
  }

  /// Whether this document is of the given type.
  public boolean hasType(ProblemType expected) {
    return type.equals(expected.urn());
  }

  private static String plain(String text) {
    String printable = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    return printable.length() <= MAX_DETAIL ? printable : printable.substring(0, MAX_DETAIL) + "…";
  }
}
