package shomei.sdk.stand;

import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import shomei.protocol.identifier.Identifier;
import shomei.protocol.json.Json;
import shomei.protocol.jwk.Jwk;
import shomei.protocol.jwk.KeyAuthorization;
import shomei.protocol.jws.Jws;
import shomei.protocol.jws.JwsVerifier;
import shomei.protocol.jws.Signatory;
import shomei.protocol.jws.SignedKeyChange;
import shomei.protocol.jws.SignedRequest;
import shomei.protocol.message.AccountObject;
import shomei.protocol.message.AuthorizationObject;
import shomei.protocol.message.ChallengeObject;
import shomei.protocol.message.FinalizeRequest;
import shomei.protocol.message.KeyChange;
import shomei.protocol.message.NewAccount;
import shomei.protocol.message.NewOrder;
import shomei.protocol.message.OrderObject;
import shomei.protocol.message.OrdersList;
import shomei.protocol.message.PinResponse;
import shomei.protocol.message.PossessionResponse;
import shomei.protocol.message.RenewalInfo;
import shomei.protocol.message.Status;
import shomei.protocol.message.Waiting;
import shomei.protocol.problem.Problem;
import shomei.protocol.problem.ProblemException;
import shomei.protocol.problem.ProblemType;
import shomei.sdk.CertificateFacts;

/// Accounts, orders and certificates in memory, by the rules that the clients can see. Its lock is
/// the stand's.
public final class Office {
  private final String base;
  private final StandCa ca;
  private final InstantSource clock;
  private final JwsVerifier verifier = JwsVerifier.ofPlatform();
  private final List<Jwk> accounts = new ArrayList<>();
  private final List<Case> cases = new ArrayList<>();
  private final Map<String, Seat> seats = new LinkedHashMap<>();
  private final List<X509Certificate> revoked = new ArrayList<>();
  private final Bindings bindings = new Bindings();
  private final Pages pages;

  private boolean renewalNeedsPin;
  private @Nullable Instant renewalOpens;
  private int processingPolls;

  Office(String base, StandCa ca, InstantSource clock, ReentrantLock one) {
    this.base = base;
    this.ca = ca;
    this.clock = clock;
    this.pages = new Pages(base, clock, one, bindings);
  }

  /// What the pages want of the tools.
  public Pages pages() {
    return pages;
  }

  public Seat register(String subscriber, String pin) {
    Seat seat = new Seat(pin);
    seats.put(subscriber, seat);
    return seat;
  }

  public Seat seat(String subscriber) {
    return Optional.ofNullable(seats.get(subscriber)).orElseThrow();
  }

  public void requirePinForRenewal() {
    renewalNeedsPin = true;
  }

  public void requireBinding(String kid, byte[] key) {
    bindings.require(kid, key);
  }

  public void openRenewal(Instant from) {
    renewalOpens = from;
  }

  /// How often an order says `processing` before it is valid.
  public void processFor(int polls) {
    processingPolls = polls;
  }

  /// Ends every order that has no certificate, as time would.
  public void expireOrders() {
    for (Case one : cases) {
      if (one.certificate == null) {
        one.status = Status.INVALID;
        one.error = Problem.of(ProblemType.MALFORMED, "the order expired");
      }
    }
  }

  /// Every certificate issued, oldest first.
  public List<X509Certificate> issued() {
    return cases.stream().flatMap(c -> Optional.ofNullable(c.certificate).stream()).toList();
  }

  public List<X509Certificate> revoked() {
    return List.copyOf(revoked);
  }

  public int accounts() {
    return accounts.size();
  }

  public int orders() {
    return cases.size();
  }

  Answer read(String path) {
    if (path.endsWith("/directory")) {
      return Answer.json(200, Answer.directory(base, pages.isOpen()));
    }
    if (path.startsWith("/renewal/")) {
      return renewal(path.substring("/renewal/".length()));
    }
    return new Answer(path.equals("/nonce") ? 200 : 404, Map.of(), "");
  }

  private Answer renewal(String certId) {
    X509Certificate certificate =
        issued().stream()
            .filter(c -> CertificateFacts.certId(c).encoded().equals(certId))
            .findAny()
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(ProblemType.MALFORMED, "unknown").withStatus(404)));
    Instant end = certificate.getNotAfter().toInstant();
    Instant start = renewalOpens == null ? end.minus(Duration.ofDays(30)) : renewalOpens;
    return Answer.json(200, new RenewalInfo(new RenewalInfo.SuggestedWindow(start, end), null))
        .with("Retry-After", "21600");
  }

  Answer act(String path, String url, SignedRequest request) throws ProblemException {
    if (!request.url().equals(url)) {
      throw new ProblemException(ProblemType.UNAUTHORIZED, "signed for another address");
    }
    String[] parts = path.split("/");
    int number = parts.length > 2 ? Integer.parseInt(parts[2]) : -1;
    return switch (request.signatory()) {
      case Signatory.KeyHolder(Jwk key) -> {
        byte[] payload = verifier.payload(request.content(), key);
        yield parts[1].equals("revoke") ? revoke(payload) : newAccount(key, payload, url);
      }
      case Signatory.AccountHolder(String kid) -> {
        int account = Integer.parseInt(kid.substring((base + "/account/").length()));
        byte[] payload = verifier.payload(request.content(), accounts.get(account));
        yield switch (parts[1]) {
          case "account" -> Answer.json(200, account(account));
          case "orders" -> orders(account, parts.length > 3 ? Integer.parseInt(parts[3]) : 0);
          case "neworder" -> newOrder(account, Json.read(payload, NewOrder.class));
          case "keychange" -> keyChange(account, payload);
          case "revoke" -> revoke(payload);
          case "waiting" -> pages.waiting(account, Json.read(payload, Waiting.class));
          case "pairing" -> pages.pairing(account, number, payload);
          default -> onCase(parts[1], account, number, payload);
        };
      }
    };
  }

  private Answer newAccount(Jwk key, byte[] payload, String url) {
    NewAccount wanted = Json.read(payload, NewAccount.class);
    int known = accounts.indexOf(key);
    if (known >= 0) {
      return Answer.json(200, account(known)).with("Location", base + "/account/" + known);
    }
    if (Boolean.TRUE.equals(wanted.onlyReturnExisting())) {
      throw new ProblemException(ProblemType.ACCOUNT_DOES_NOT_EXIST, "no such account");
    }
    bindings.judge(wanted.externalAccountBinding(), key, url, accounts.size());
    accounts.add(key);
    int number = accounts.size() - 1;
    return Answer.json(201, account(number)).with("Location", base + "/account/" + number);
  }

  private AccountObject account(int number) {
    return new AccountObject(
        Status.VALID, null, null, null, URI.create(base + "/orders/" + number));
  }

  /// One order a page, so that a client has to turn pages.
  private Answer orders(int account, int page) {
    List<URI> all = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if (cases.get(i).account == account) {
        all.add(URI.create(base + "/order/" + i));
      }
    }
    Answer answer = Answer.json(200, new OrdersList(all.stream().skip(page).limit(1).toList()));
    return page + 1 < all.size()
        ? answer.with("Link", "<%s/orders/%d/%d>;rel=\"next\"".formatted(base, account, page + 1))
        : answer;
  }

  private Answer keyChange(int account, byte[] payload) {
    SignedKeyChange change = Jws.parse(payload).toKeyChange();
    KeyChange content =
        Json.read(verifier.payload(change.content(), change.newKey()), KeyChange.class);
    if (!content.oldKey().equals(accounts.get(account))) {
      throw ProblemException.malformed("the old key is another");
    }
    int holder = accounts.indexOf(change.newKey());
    if (holder >= 0) {
      return new Answer(
          409,
          Map.of("Location", base + "/account/" + holder, "Content-Type", Problem.MEDIA_TYPE),
          Answer.text(Problem.of(ProblemType.MALFORMED, "the key is in use").withStatus(409)));
    }
    accounts.set(account, change.newKey());
    return Answer.json(200, account(account));
  }

  private Answer newOrder(int account, NewOrder wanted) {
    if (wanted.replaces() != null) {
      for (int i = 0; i < cases.size(); i++) {
        Case other = cases.get(i);
        if (wanted.replaces().equals(other.terms.replaces()) && other.status != Status.INVALID) {
          if (other.account != account || other.status == Status.VALID) {
            throw new ProblemException(ProblemType.ALREADY_REPLACED, "replaced already");
          }
          return order(200, i);
        }
      }
    }
    Case fresh = new Case();
    fresh.account = account;
    fresh.terms = wanted;
    if (bindings.proves(account, wanted.identifiers().getFirst().value())) {
      fresh.settle(null);
    }
    cases.add(fresh);
    return order(201, cases.size() - 1);
  }

  private Answer onCase(String resource, int account, int number, byte[] payload) {
    Case one = cases.get(number);
    if (one.account != account) {
      throw new ProblemException(ProblemType.UNAUTHORIZED, "another account's");
    }
    return switch (resource) {
      case "order" -> order(200, number);
      case "authz" -> Answer.json(200, authorization(number));
      case "challenge" -> {
        if (payload.length > 0 && one.authorization == Status.PENDING) {
          judge(one, account, number, payload);
        }
        yield Answer.json(200, challenge(number));
      }
      case "finalize" -> finish(one, number, Json.read(payload, FinalizeRequest.class).der());
      case "certificate" ->
          new Answer(
              200,
              Map.of("Content-Type", "application/pem-certificate-chain"),
              ca.chain(Optional.ofNullable(one.certificate).orElseThrow()));
      default -> new Answer(404, Map.of(), "");
    };
  }

  private void judge(Case one, int account, int number, byte[] payload) {
    Seat seat = seats.get(one.terms.identifiers().getFirst().value());
    Problem obstacle;
    if (one.terms.replaces() == null) {
      obstacle = Seat.obstacle(seat, Json.read(payload, PinResponse.class));
    } else {
      PossessionResponse answer = Json.read(payload, PossessionResponse.class);
      if (renewalNeedsPin && answer.pin() == null) {
        throw ProblemException.malformed("renewal needs the PIN as well");
      }
      obstacle = obstacle(one, account, number, answer);
      if (obstacle == null && renewalNeedsPin) {
        obstacle = Seat.pinFault(seat, answer.pin());
      }
    }
    one.settle(obstacle);
  }

  private @Nullable Problem obstacle(Case one, int account, int number, PossessionResponse answer) {
    X509Certificate current =
        issued().stream()
            .filter(c -> CertificateFacts.certId(c).encoded().equals(one.terms.replaces()))
            .findAny()
            .orElseThrow();
    if (clock.instant().isAfter(current.getNotAfter().toInstant())) {
      return Problem.of(ProblemType.RENEWAL_CLOSED, "expired");
    }
    if (renewalOpens != null && clock.instant().isBefore(renewalOpens)) {
      return Problem.of(ProblemType.RENEWAL_NOT_OPEN, "not yet").withNotBefore(renewalOpens);
    }
    String expected = KeyAuthorization.of("token" + number, accounts.get(account)).value();
    return Answer.proves(answer, current, expected)
        ? null
        : Problem.of(ProblemType.INCORRECT_RESPONSE, "the proof does not hold");
  }

  private Answer finish(Case one, int number, byte[] csr) {
    if (one.status != Status.READY) {
      throw new ProblemException(ProblemType.ORDER_NOT_READY, "not ready");
    }
    String subscriber = one.terms.identifiers().getFirst().value();
    Seat seat = seats.get(subscriber);
    if (one.terms.replaces() == null && seat != null && !seat.mayAcquire()) {
      throw new ProblemException(ProblemType.NOT_ELIGIBLE, "no right to acquire");
    }
    try {
      one.certificate =
          ca.issue(subscriber.replace('/', ' '), requestedKey(csr), Duration.ofDays(365));
    } catch (ProblemException bad) {
      throw bad;
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
    if (seat != null) {
      seat.openAcquisition(false);
    }
    one.status = processingPolls > 0 ? Status.PROCESSING : Status.VALID;
    one.pollsLeft = processingPolls;
    return order(200, number);
  }

  private PublicKey requestedKey(byte[] csr) throws Exception {
    PublicKey key = StandCa.requestedKey(csr);
    if (accounts.contains(Jwk.of(key))) {
      throw new ProblemException(ProblemType.BAD_CSR, "an account's key");
    }
    return key;
  }

  private Answer revoke(byte[] payload) {
    byte[] der = Json.read(payload, shomei.protocol.message.Revocation.class).der();
    for (X509Certificate known : issued()) {
      if (java.util.Arrays.equals(CertificateFacts.der(known), der)) {
        revoked.add(known);
        return new Answer(200, Map.of(), "");
      }
    }
    throw ProblemException.malformed("no such certificate");
  }

  private Answer order(int status, int number) {
    Case one = cases.get(number);
    if (one.status == Status.PROCESSING && one.pollsLeft-- <= 0) {
      one.status = Status.VALID;
    }
    OrderObject order =
        new OrderObject(
            one.status,
            null,
            one.terms.identifiers(),
            null,
            null,
            one.status == Status.INVALID ? one.error : null,
            List.of(URI.create(base + "/authz/" + number)),
            URI.create(base + "/finalize/" + number),
            one.status == Status.VALID ? URI.create(base + "/certificate/" + number) : null,
            one.terms.replaces(),
            one.terms.profile());
    Answer answer = Answer.json(status, order).with("Location", base + "/order/" + number);
    return one.status == Status.PROCESSING ? answer.with("Retry-After", "3") : answer;
  }

  private AuthorizationObject authorization(int number) {
    Identifier identifier = cases.get(number).terms.identifiers().getFirst();
    return new AuthorizationObject(
        identifier, cases.get(number).authorization, null, List.of(challenge(number)), null);
  }

  private ChallengeObject challenge(int number) {
    Case one = cases.get(number);
    boolean renewal = one.terms.replaces() != null;
    return new ChallengeObject(
        renewal ? ChallengeObject.POSSESSION_01 : ChallengeObject.PIN_01,
        URI.create(base + "/challenge/" + number),
        one.authorization,
        "token" + number,
        null,
        one.authorization == Status.INVALID ? one.error : null,
        !renewal && seats.values().stream().anyMatch(Seat::hasLetter) ? Boolean.TRUE : null);
  }
}
