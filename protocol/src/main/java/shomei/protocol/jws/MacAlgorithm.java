package shomei.protocol.jws;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.InvalidAlgorithmException;

/// The algorithms of an external account binding (RFC 8555 §7.3.4; RFC 7518 §3.2), and of nothing
/// else.
public enum MacAlgorithm {
  HS256(32),
  HS384(48),
  HS512(64);

  private final int minKeyOctets;

  MacAlgorithm(int minKeyOctets) {
    this.minKeyOctets = minKeyOctets;
  }

  /// The least length of a key, in octets: the digest's (RFC 7518 §3.2).
  public int minKeyOctets() {
    return minKeyOctets;
  }

  JsonWebSignatureAlgorithm jose() {
    try {
      return AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().getAlgorithm(name());
    } catch (InvalidAlgorithmException missing) {
      throw new IllegalStateException("the Java platform lacks what " + this + " needs", missing);
    }
  }

  static Optional<MacAlgorithm> named(String wireName) {
    return Stream.of(values()).filter(known -> known.name().equals(wireName)).findAny();
  }

  static List<String> wireNames() {
    return Stream.of(values()).map(MacAlgorithm::name).toList();
  }
}
