package shomei.sdk;

import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shomei.protocol.json.Base64Url;
import shomei.protocol.json.Json;
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
  private final Sender sender;
  private final AtomicReference<@Nullable Directory> directory = new AtomicReference<>();

  private AcmeServer(URI address, Sender sender) {
    this.address = address;
    this.sender = sender;
  }

  /// Connects to nothing yet.
  ///
  /// @param directory `https://…/acme/{institution}/directory`
  public static AcmeServer at(URI directory, ClientSettings settings) {
    return over(new HttpTransport(settings), directory, settings);
  }

  /// The same over a transport of the caller's, which has its own time-outs, proxy and trust.
  ///
  /// @param transport is closed with the server
  public static AcmeServer over(Transport transport, URI directory, ClientSettings settings) {
    return new AcmeServer(directory, new Sender(transport, settings));
  }

  /// The same for a program that has read the directory before and kept it.
  public static AcmeServer over(Transport transport, Directory directory, ClientSettings settings) {
    AcmeServer server = over(transport, directory.newNonce(), settings);
    server.directory.set(directory);
    return server;
  }

  /// The directory, read once (RFC 8555 §7.1.1).
  public Directory directory() {
    Directory known = directory.get();
    if (known != null) {
      return known;
    }
    Directory read = sender.get(AcmeResource.DIRECTORY, address).as(Directory.class);
    directory.set(read);
    return read;
  }

  /// Whether tools and pages can meet there; older servers have nothing of it.
  public boolean meetsPages() {
    return directory().waiting() != null;
  }

  /// How far the server's clock was ahead of this machine's with its last answer; negative where it
  /// was behind. For people to compare: it is whole seconds, and the way there takes time.
  public Optional<Duration> clockDifference() {
    return sender.ahead();
  }

  /// Makes an account for the key, or finds the one that the key has already: calling it again
  /// after a crash is safe (RFC 8555 §7.3, §7.3.1).
  public AcmeAccount createAccount(KeyPair key, NewAccountTerms terms) {
    return createAccount(JwsSigner.of(key), terms);
  }

  /// The same with a key that is ready to sign, by an algorithm of the caller's choice.
  public AcmeAccount createAccount(JwsSigner signer, NewAccountTerms terms) {
    String url = directory().newAccount().toString();
    NewAccount message =
        new NewAccount(
            terms.contacts().isEmpty() ? null : terms.contacts(),
            terms.termsAgreed(),
            null,
            terms.binding().map(given -> given.bind(url, signer.jwk())).orElse(null));
    return account(signer, newAccount(signer, message).locationOrFail());
  }

  /// The account of the key, where it has one.
  public Optional<AcmeAccount> findAccount(KeyPair key) {
    try {
      JwsSigner signer = JwsSigner.of(key);
      Reply reply = newAccount(signer, new NewAccount(null, null, true, null));
      return Optional.of(account(signer, reply.locationOrFail()));
    } catch (AcmeFailure.Refused refused) {
      if (refused.is(ProblemType.ACCOUNT_DOES_NOT_EXIST)) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /// An account whose address is known; nothing is sent.
  public AcmeAccount account(KeyPair key, URI url) {
    return account(JwsSigner.of(key), url);
  }

  /// @see #account(KeyPair, URI)
  public AcmeAccount account(JwsSigner signer, URI url) {
    return new AcmeAccount(this, url, signer);
  }

  /// Asks when to renew; needs no account (RFC 9773 §4.1).
  ///
  /// @return empty where the server gives no such advice
  public Optional<RenewalAdvice> renewalAdvice(X509Certificate certificate) {
    return Optional.ofNullable(directory().renewalInfo())
        .map(
            base -> {
              URI uri = URI.create(base + "/" + CertificateFacts.certId(certificate));
              Reply reply = sender.get(AcmeResource.RENEWAL_INFO, uri);
              return new RenewalAdvice(
                  reply.as(RenewalInfo.class), reply.retryAfter(sender.settings().clock()));
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
    post(
        AcmeResource.REVOKE_CERT,
        url,
        false,
        nonce -> signer.request(url.toString(), nonce, payload));
  }

  static Revocation revocation(X509Certificate certificate, Optional<Integer> reason) {
    return new Revocation(Base64Url.encode(CertificateFacts.der(certificate)), reason.orElse(null));
  }

  private Reply newAccount(JwsSigner signer, NewAccount message) {
    URI url = directory().newAccount();
    byte[] payload = Json.write(message);
    return post(
        AcmeResource.NEW_ACCOUNT,
        url,
        true,
        nonce -> signer.request(url.toString(), nonce, payload));
  }

  /// @param repeatable whether sending it twice does no more than sending it once
  /// @param body makes the signed body from a nonce
  Reply post(AcmeResource resource, URI uri, boolean repeatable, Function<String, byte[]> body) {
    return sender.post(resource, uri, () -> directory().newNonce(), repeatable, body);
  }

  Sender sender() {
    return sender;
  }

  /// Ends the connections; calls under way fail.
  @Override
  public void close() {
    sender.close();
  }
}
