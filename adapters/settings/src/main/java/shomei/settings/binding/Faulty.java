package shomei.settings.binding;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// Thrown where files that an operator wrote cannot be used; tells everything that is wrong with
/// them at once.
public final class Faulty extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  public Faulty(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(joining(System.lineSeparator())));
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
