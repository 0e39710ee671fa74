package shomei.domain.harness;

import shomei.domain.contract.Ports;
import shomei.domain.memory.Memory;

final class WalkTest extends WalkContract {
  @Override
  protected Ports openEmpty() {
    return new Memory().ports();
  }
}
