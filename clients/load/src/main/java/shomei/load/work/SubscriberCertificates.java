package shomei.load.work;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
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
import shomei.load.wire.OperationFailure;
import shomei.protocol.json.Json;
import shomei.sdk.CertificateFacts;

/// What subscribers hold after they enrolled, kept from one run to a later one: certificates are
/// renewed months after they were issued.
///
/// Threat: the file holds private keys and PINs, of test subscribers. It is its owner's alone.
public final class SubscriberCertificates {
  private final Queue<SubscriberCertificate> all = new ConcurrentLinkedQueue<>();

  /// A line of the file. Keys are PKCS#8, public keys SubjectPublicKeyInfo, in Base64.
  private record Entry(
      String subscriber,
      String pin,
      @Nullable String newPin,
      String account,
      String accountKey,
      String accountPublicKey,
      String key,
      String publicKey,
      String certificate) {
    Entry {
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

  public static SubscriberCertificates read(Path file) throws IOException {
    SubscriberCertificates certificates = new SubscriberCertificates();
    for (String text : Files.readAllLines(file)) {
      Entry entry = Json.read(text.getBytes(StandardCharsets.UTF_8), Entry.class);
      certificates.put(
          new SubscriberCertificate(
              new SubscriberLogin(entry.subscriber, entry.pin, Optional.ofNullable(entry.newPin)),
              new AccountKeys(pair(entry.accountKey, entry.accountPublicKey)),
              URI.create(entry.account),
              pair(entry.key, entry.publicKey),
              certificate(entry.certificate)));
    }
    return certificates;
  }

  public void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (SubscriberCertificate one : all) {
      lines.add(
          new String(
              Json.write(
                  new Entry(
                      one.login().name(),
                      one.login().pin(),
                      one.login().newPin().orElse(null),
                      one.account().toString(),
                      text(one.accountKeys().pair().getPrivate().getEncoded()),
                      text(one.accountKeys().pair().getPublic().getEncoded()),
                      text(one.keys().getPrivate().getEncoded()),
                      text(one.keys().getPublic().getEncoded()),
                      text(CertificateFacts.der(one.certificate())))),
              StandardCharsets.UTF_8));
    }
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, lines, StandardOpenOption.WRITE);
  }

  void put(SubscriberCertificate one) {
    all.add(one);
  }

  /// Takes what was put first, or nothing.
  @Nullable SubscriberCertificate take() {
    return all.poll();
  }

  int size() {
    return all.size();
  }

  private static X509Certificate certificate(String text) throws IOException {
    try {
      return SubscriberCertificate.read(Base64.getDecoder().decode(text));
    } catch (OperationFailure | IllegalArgumentException garbled) {
      throw new IOException("the file holds something that is no certificate", garbled);
    }
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
      throw new IOException("the file holds something that is no key", garbled);
    }
  }
}
