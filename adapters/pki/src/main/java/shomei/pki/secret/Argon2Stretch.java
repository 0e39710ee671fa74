package shomei.pki.secret;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import shomei.domain.credential.PinStretch;
import shomei.domain.institution.Policy;
import shomei.pki.key.BoundedExecutor;

/// Argon2id (RFC 9106) on a lane of its own: as many at a time as the lane is wide, so that memory
/// and processors have a bound that no flood of PINs can move.
public final class Argon2Stretch implements PinStretch {
  private static final int OCTETS = 32;

  private final BoundedExecutor lane;

  public Argon2Stretch(BoundedExecutor lane) {
    this.lane = lane;
  }

  @Override
  public byte[] stretch(byte[] pin, byte[] salt, Policy.Stretch cost) {
    return lane.run(() -> argon2id(pin, salt, cost));
  }

  private static byte[] argon2id(byte[] pin, byte[] salt, Policy.Stretch cost) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.iterations())
            .withParallelism(cost.lanes())
            .build());
    byte[] stretched = new byte[OCTETS];
    generator.generateBytes(pin, stretched);
    return stretched;
  }
}
