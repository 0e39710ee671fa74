package shomei.load.work;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import shomei.load.wire.OperationFailure;
import shomei.load.wire.SimulatedClient;

/// Several workloads, each as often as its weight says.
public final class Mix implements Workload {
  private final List<Part> parts;
  private final int whole;

  /// @param weight positive
  public record Part(Workload workload, int weight) {}

  public Mix(List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.whole = parts.stream().mapToInt(Part::weight).sum();
  }

  @Override
  public String run(SimulatedClient client) throws IOException, OperationFailure {
    int drawn = ThreadLocalRandom.current().nextInt(whole);
    for (Part part : parts) {
      drawn -= part.weight;
      if (drawn < 0) {
        return part.workload.run(client);
      }
    }
    throw new AssertionError("the weights do not sum up");
  }

  /// What can be done a limited number of times ends the whole, even were nothing else done.
  @Override
  public long most() {
    return parts.stream().mapToLong(part -> part.workload.most()).min().orElse(Long.MAX_VALUE);
  }

  @Override
  public long madeLate() {
    return parts.stream().mapToLong(part -> part.workload.madeLate()).sum();
  }
}
