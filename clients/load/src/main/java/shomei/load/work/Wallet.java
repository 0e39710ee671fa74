package shomei.load.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import shomei.protocol.json.Json;

/// What subscribers hold after they enrolled, kept from one run to a later one: certificates are
/// renewed months after they were issued.
///
/// Threat: the file holds private keys and PINs, of test subscribers. It is its owner's alone.
public final class Wallet {
  private final Queue<Held> held = new ConcurrentLinkedQueue<>();

  /// A line of the file. Keys are PKCS#8, public keys SubjectPublicKeyInfo, in Base64.
  private record Line(
      String subscriber,
      String pin,
      @Nullable String newPin,
      String account,
      String accountKey,
      String accountPublicKey,
      String key,
      String publicKey,
      String certificate) {
    Line {
      Objects.requireNonNull(subscriber, "subscriber");
      Objects.requireNonNull(pin, "pin");
      Objects.requireNonNull(account, "account");
      Objects.requireNonNull(accountKey, "accountKey");
      Objects.requireNonNull(accountPublicKey, "accountPublicKey");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(publicKey, "publicKey");
      Objects.requireNonNull(certificate, "certificate");
    }
  }

  public static Wallet read(Path file) throws IOException {
    Wallet wallet = new Wallet();
    for (String text : Files.readAllLines(file)) {
      Line line = Json.read(text.getBytes(StandardCharsets.UTF_8), Line.class);
      wallet.put(
          new Held(
              new Subscriber(line.subscriber, line.pin, Optional.ofNullable(line.newPin)),
              new Account(pair(line.accountKey, line.accountPublicKey), line.account),
              pair(line.key, line.publicKey),
              Base64.getDecoder().decode(line.certificate)));
    }
    return wallet;
  }

  public void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Held one : held) {
      lines.add(
          new String(
              Json.write(
                  new Line(
                      one.subscriber().name(),
                      one.subscriber().pin(),
                      one.subscriber().newPin().orElse(null),
                      one.account().url(),
                      text(one.account().keys().getPrivate().getEncoded()),
                      text(one.account().keys().getPublic().getEncoded()),
                      text(one.keys().getPrivate().getEncoded()),
                      text(one.keys().getPublic().getEncoded()),
                      text(one.der()))),
              StandardCharsets.UTF_8));
    }
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, lines, StandardOpenOption.WRITE);
  }

  void put(Held one) {
    held.add(one);
  }

  /// Takes what was put first, or nothing.
  @Nullable Held take() {
    return held.poll();
  }

  int size() {
    return held.size();
  }

  private static String text(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  private static KeyPair pair(String key, String publicKey) throws IOException {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))));
    } catch (GeneralSecurityException | IllegalArgumentException garbled) {
      throw new IOException("the wallet holds something that is no key", garbled);
    }
  }
}
