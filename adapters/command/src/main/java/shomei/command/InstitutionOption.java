package shomei.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;

/// The option `-i` of every command about one institution.
final class InstitutionOption {
  @Option(
      names = {"-i", "--institution"},
      paramLabel = "ID",
      description = "The institution; may be left out where there is only one.")
  private Optional<String> id = Optional.empty();

  /// The institution of that name, or the only one where none is named.
  Institution of(Backend backend) {
    List<Institution> all = backend.institutions().all();
    if (id.isEmpty() && all.size() == 1) {
      return all.getFirst();
    }
    String known =
        all.isEmpty()
            ? "none"
            : all.stream().map(one -> one.id().value()).collect(Collectors.joining(", "));
    if (id.isEmpty()) {
      throw new Refusal(Reason.MALFORMED, "say which institution, with -i; there are " + known);
    }
    return backend
        .institutions()
        .find(new InstitutionId(id.get()))
        .orElseThrow(
            () ->
                new Refusal(
                    Reason.NOT_FOUND,
                    "there is no institution %s; there are %s".formatted(id.get(), known)));
  }
}
