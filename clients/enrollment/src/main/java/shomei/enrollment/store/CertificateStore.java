package shomei.enrollment.store;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.KeyType;

/// Where the subscriber's key and certificate live. A new key waits beside the old one under a name
/// of its own; the certificate in use changes in [#install] and nowhere else, so a run that is cut
/// off leaves the old one working or the new one in its place. What is in the store and does not
/// belong to the subscriber stays there.
public interface CertificateStore {

  /// Finds out whether [#install] is going to be able to write.
  ///
  /// @throws EnrollmentException with what stands in the way
  void requireWritable();

  /// Makes a key that waits for its certificate. It outlasts a power cut when this returns, and is
  /// readable without the password or PIN at no time.
  ///
  /// @param name of this try; a key that waits under it already is replaced
  WaitingKey makeKey(String name, KeyType type);

  /// The key that waits under this name.
  ///
  /// @param mayDiscard whether a key whose password is lost may be given up
  /// @return empty where there is none, or where it was given up
  Optional<WaitingKey> waitingKey(String name, boolean mayDiscard);

  /// The key of the certificate in use.
  KeyPair currentKey(X509Certificate certificate);

  /// Keeps the certificate in use aside, where [#install] is going to write over it.
  ///
  /// @param name of this try
  void backUp(String name);

  /// Puts the waiting key and its chain in the place of the subscriber's earlier ones. Doing it
  /// again does no harm.
  ///
  /// @param chain the subscriber's certificate first
  void install(String name, List<X509Certificate> chain);

  /// Gives up a key that waits, where it is there.
  void discard(String name);

  /// Clears away what is no longer needed once the new certificate is known to be in place. Doing
  /// it again does no harm.
  void tidy(String name);

  /// For people and scripts: the file, the token, the browser's folder.
  String description();
}
