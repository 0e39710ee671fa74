package shomei.sdk;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import shomei.protocol.json.Json;
import shomei.protocol.jws.Jws;
import shomei.protocol.jws.JwsSigner;
import shomei.protocol.message.Directory;
import shomei.protocol.message.NewAccount;
import shomei.protocol.message.RenewalInfo;
import shomei.protocol.message.Revocation;
import shomei.protocol.problem.ProblemType;

/// An institution's ACME server, found from the address of its directory alone. Every call blocks
/// until the answer is there, and fails with [AcmeFailure] only. Safe for use by many threads.
public final class AcmeServer implements AutoCloseable {
  private final URI address;
  private final Transport transport;
  private final ClientSettings settings;
  private final AtomicReference<Directory> directory = new AtomicReference<>();

  private AcmeServer(URI address, ClientSettings settings) {
    this.address = address;
    this.settings = settings;
    this.transport = new Transport(settings);
  }

  /// Connects to nothing yet.
  ///
  /// @param directory `https://…/acme/{institution}/directory`
  public static AcmeServer at(URI directory, ClientSettings settings) {
    return new AcmeServer(directory, settings);
  }

  /// The directory, read once (RFC 8555 §7.1.1).
  public Directory directory() {
    Directory known = directory.get();
    if (known != null) {
      return known;
    }
    Directory read = get(address).as(Directory.class);
    directory.set(read);
    return read;
  }

  /// Makes an account for the key, or finds the one that the key has already: calling it again
  /// after a crash is safe (RFC 8555 §7.3, §7.3.1).
  public AcmeAccount createAccount(KeyPair key, NewAccountTerms terms) {
    JwsSigner signer = JwsSigner.of(key);
    String url = directory().newAccount().toString();
    NewAccount message =
        new NewAccount(
            terms.contacts().isEmpty() ? null : terms.contacts(),
            terms.termsAgreed(),
            null,
            terms.binding().map(given -> given.bind(url, signer.jwk())).orElse(null));
    Reply reply = newAccount(signer, message);
    return account(key, reply.locationOrFail());
  }

  /// The account of the key, where it has one.
  public Optional<AcmeAccount> findAccount(KeyPair key) {
    try {
      Reply reply = newAccount(JwsSigner.of(key), new NewAccount(null, null, true, null));
      return Optional.of(account(key, reply.locationOrFail()));
    } catch (AcmeFailure.Refused refused) {
      if (refused.is(ProblemType.ACCOUNT_DOES_NOT_EXIST)) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /// An account whose address is known; nothing is sent.
  public AcmeAccount account(KeyPair key, URI url) {
    return new AcmeAccount(this, url, JwsSigner.of(key));
  }

  /// Asks when to renew; needs no account (RFC 9773 §4.1).
  ///
  /// @return empty where the server gives no such advice
  public Optional<RenewalAdvice> renewalAdvice(X509Certificate certificate) {
    return Optional.ofNullable(directory().renewalInfo())
        .map(
            base -> {
              Reply reply = get(URI.create(base + "/" + CertificateFacts.certId(certificate)));
              return new RenewalAdvice(
                  reply.as(RenewalInfo.class), reply.retryAfter(settings.clock()));
            });
  }

  /// Revokes a certificate with its own key, where the account's is gone (RFC 8555 §7.6).
  ///
  /// @param reason of RFC 5280 §5.3.1; empty names none
  public void revoke(
      KeyPair certificateKey, X509Certificate certificate, Optional<Integer> reason) {
    JwsSigner signer = JwsSigner.of(certificateKey);
    URI url = directory().revokeCert();
    byte[] payload = Json.write(revocation(certificate, reason));
    post(url, false, nonce -> signer.request(url.toString(), nonce, payload));
  }

  static Revocation revocation(X509Certificate certificate, Optional<Integer> reason) {
    return new Revocation(
        shomei.protocol.json.Base64Url.encode(CertificateFacts.der(certificate)),
        reason.orElse(null));
  }

  private Reply newAccount(JwsSigner signer, NewAccount message) {
    URI url = directory().newAccount();
    byte[] payload = Json.write(message);
    return post(url, true, nonce -> signer.request(url.toString(), nonce, payload));
  }

  private Reply get(URI uri) {
    return transport.exchange(true, () -> transport.request(uri).GET().build());
  }

  /// @param repeatable whether sending it twice does no more than sending it once
  /// @param body makes the signed body from a nonce
  Reply post(URI uri, boolean repeatable, Function<String, byte[]> body) {
    return transport.exchange(
        repeatable,
        () ->
            transport
                .request(uri)
                .header("Content-Type", Jws.MEDIA_TYPE)
                .POST(BodyPublishers.ofByteArray(body.apply(nonce())))
                .build());
  }

  private String nonce() {
    return transport.nonces().take().orElseGet(this::newNonce);
  }

  private String newNonce() {
    URI uri = directory().newNonce();
    HttpRequest head = transport.request(uri).HEAD().build();
    transport.exchange(true, () -> head);
    return transport
        .nonces()
        .take()
        .orElseThrow(() -> new AcmeFailure.Unreadable(uri + " gave no nonce"));
  }

  ClientSettings settings() {
    return settings;
  }

  Transport transport() {
    return transport;
  }

  /// Ends the connections; calls under way fail.
  @Override
  public void close() {
    transport.close();
  }
}
