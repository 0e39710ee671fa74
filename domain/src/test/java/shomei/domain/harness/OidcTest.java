package shomei.domain.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import shomei.domain.certificate.Certificate;
import shomei.domain.fixture.Examples;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.oidc.AddSigningKey;
import shomei.domain.oidc.AuthenticateClient;
import shomei.domain.oidc.Client;
import shomei.domain.oidc.Code;
import shomei.domain.oidc.IssueCode;
import shomei.domain.oidc.RedeemCode;
import shomei.domain.oidc.RedeemCode.Redeemed;
import shomei.domain.oidc.RegisterClient;
import shomei.domain.oidc.RegisterClient.NewClient;
import shomei.domain.oidc.RemoveClient;
import shomei.domain.oidc.RemoveSigningKey;
import shomei.domain.oidc.SigningKey;
import shomei.domain.oidc.TellIdentity;
import shomei.domain.oidc.TokenSigner;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.LogOut;
import shomei.domain.session.Session;
import shomei.domain.subscriber.Subscriber;

final class OidcTest {
  private static final String BACK = "https://pay.example/back";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  /// RFC 7636, appendix B.
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private static final Origin ORIGIN = new Origin.Request("203.0.113.7", "r1");

  private final CaHarness ca = new CaHarness(Examples.biznet());
  private final Random random = new Random(20261130);
  private final ContinueSession sessions = new ContinueSession(ca.ports.sessions(), ca.clock);
  private final IssueCode issue = new IssueCode(ca.ports.codes(), ca.clock, random);
  private final RedeemCode redeem = new RedeemCode(ca.ports.codes(), sessions, ca.clock, random);
  private final TellIdentity tell =
      new TellIdentity(ca.ports.codes(), ca.ports.clients(), sessions);
  private final AddSigningKey addKey =
      new AddSigningKey(ca.ports.signingKeys(), new NoToken(), ca.clock, random);
  private final RegisterClient register =
      new RegisterClient(ca.ports.clients(), ca.ports.signingKeys(), addKey, ca.clock, random);

  /// Keys of its own making, which sign nothing here.
  private static final class NoToken implements TokenSigner {
    @Override
    public Octets create(InstitutionId institution, String label) {
      return Octets.of(label.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public byte[] sign(SigningKey key, byte[] message) {
      throw new AssertionError("nothing is signed here");
    }
  }

  private Client client(String id) {
    return register
        .register(
            ca.kita.id(), new NewClient(id, id, List.of(BACK), List.of(), true), Examples.COUNTER)
        .client();
  }

  private Session session(CaHarness.Held held) {
    Certificate certificate = held.certificate();
    return begin(
        ca.ports.sessions().holder(certificate.der().sha256()).orElseThrow().seat(),
        Optional.of(certificate.der().sha256()));
  }

  private Session begin(Subscriber seat, Optional<Octets> certificate) {
    byte[] id = new byte[32];
    random.nextBytes(id);
    Session session =
        new Session(
            Octets.of(id),
            new Session.Binding(ca.kita.id(), certificate, "k7q2.login.example"),
            seat.name(),
            seat.revision(),
            false,
            ca.clock.instant(),
            ca.clock.instant());
    ca.ports
        .sessions()
        .begin(
            session,
            new Entry(
                ca.clock.instant(),
                ca.kita.id(),
                Actor.subscriber(seat.name(), ORIGIN),
                Act.LOGGED_IN,
                "subscriber:" + seat.name(),
                Map.of()));
    return session;
  }

  private CaHarness.Held user() {
    return ca.acquire(ca.userOfNewCorporation(ca.kita, "10000000000001", "u1"));
  }

  private Octets code(Client client, Session session) {
    return issue.issue(new IssueCode.Asked(client, BACK, CHALLENGE, Optional.of("n1")), session);
  }

  private Redeemed redeem(Client client, Octets code) {
    return redeem.redeem(client, code, BACK, VERIFIER, ORIGIN);
  }

  private static void refused(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHORIZED));
  }

  private long told(String subject, Act act) {
    return ca.ports.history().on(ca.kita.id(), subject).stream()
        .filter(entry -> entry.act() == act)
        .count();
  }

  @Test
  void aCodeTellsOnceWhoIsLoggedInAndTheAccessTokenAgain() {
    CaHarness.Held held = user();
    Client client = client("pay");
    Session session = session(held);
    Redeemed redeemed = redeem(client, code(client, session));
    assertThat(redeemed.nonce()).contains("n1");
    assertThat(redeemed.identity().seat()).isEqualTo(session.seat());
    assertThat(redeemed.identity().certificate()).isEqualTo(held.certificate().der().sha256());
    assertThat(redeemed.identity().since()).isEqualTo(session.begun());
    assertThat(tell.tell(ca.kita.id(), redeemed.accessToken())).isEqualTo(redeemed.identity());
    refused(() -> tell.tell(ca.hokuyo.id(), redeemed.accessToken()));
    assertThat(told("subscriber:" + session.seat(), Act.CODE_REDEEMED)).isOne();
  }

  @Test
  void theSecondUseOfACodeEndsWhatTheFirstGave() {
    Client client = client("pay");
    Octets code = code(client, session(user()));
    Redeemed redeemed = redeem(client, code);
    refused(() -> redeem(client, code));
    refused(() -> tell.tell(ca.kita.id(), redeemed.accessToken()));
    assertThat(told("oidc-client:pay", Act.CODE_REPLAYED)).isOne();
  }

  @Test
  void oneTryWithAWrongVerifierOrAddressIsTheOnlyOne() {
    Client client = client("pay");
    Session session = session(user());
    Octets first = code(client, session);
    refused(() -> redeem.redeem(client, first, BACK, VERIFIER.replace('d', 'e'), ORIGIN));
    refused(() -> redeem(client, first));
    Octets second = code(client, session);
    refused(() -> redeem.redeem(client, second, BACK + "/", VERIFIER, ORIGIN));
    refused(() -> redeem(client, second));
    Octets third = code(client, session);
    refused(() -> redeem.redeem(client, third, BACK, CHALLENGE, ORIGIN));
  }

  @Test
  void aCodeEndsAfterAMinute() {
    Client client = client("pay");
    Session session = session(user());
    Octets inTime = code(client, session);
    ca.clock.advance(Code.LIFETIME.minusMillis(1));
    redeem(client, inTime);
    Octets late = code(client, session);
    ca.clock.advance(Code.LIFETIME);
    refused(() -> redeem(client, late));
  }

  @Test
  void aCodeIsOfItsClientAloneAndNotOfOneThatTookItsName() {
    Client pay = client("pay");
    Client other = client("other");
    Session session = session(user());
    Octets code = code(pay, session);
    refused(() -> redeem(other, code));
    Redeemed redeemed = redeem(pay, code);
    Octets open = code(pay, session);
    ca.clock.advance(Duration.ofSeconds(1));
    new RemoveClient(ca.ports.clients(), ca.clock).remove(ca.kita.id(), "pay", Examples.COUNTER);
    refused(() -> tell.tell(ca.kita.id(), redeemed.accessToken()));
    Client namesake = client("pay");
    refused(() -> tell.tell(ca.kita.id(), redeemed.accessToken()));
    refused(() -> redeem(namesake, open));
  }

  @Test
  void whatEndsTheSessionEndsCodesAndAccessTokens() {
    Client client = client("pay");
    CaHarness.Held held = user();
    Session session = session(held);
    Octets code = code(client, session);
    Redeemed redeemed = redeem(client, code(client, session));
    ca.step(() -> ca.use.suspension.suspend(ca.kita.id(), session.seat(), Examples.COUNTER));
    refused(() -> redeem(client, code));
    refused(() -> tell.tell(ca.kita.id(), redeemed.accessToken()));
    ca.step(() -> ca.use.suspension.unsuspend(ca.kita.id(), session.seat(), Examples.COUNTER));
    refused(() -> tell.tell(ca.kita.id(), redeemed.accessToken()));

    Session next = session(held);
    Redeemed again = redeem(client, code(client, next));
    new LogOut(ca.ports.sessions(), ca.clock).logOut(next, ORIGIN);
    refused(() -> tell.tell(ca.kita.id(), again.accessToken()));

    Session last = session(held);
    Redeemed idle = redeem(client, code(client, last));
    ca.clock.advance(Session.IDLE);
    tell.tell(ca.kita.id(), idle.accessToken());
    ca.clock.advance(Duration.ofSeconds(1));
    refused(() -> tell.tell(ca.kita.id(), idle.accessToken()));
  }

  @Test
  void withoutACertificateOrForAnotherBanksApplicationThereIsNoCode() {
    Client client = client("pay");
    Subscriber seat = ca.userOfNewCorporation(ca.kita, "10000000000001", "u1");
    Session without = begin(seat, Optional.empty());
    assertThatThrownBy(() -> code(client, without))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_ELIGIBLE));
    Session session = session(ca.acquire(seat));
    Client foreign =
        new Client(
            ca.hokuyo.id(),
            "pay",
            "pay",
            List.of(BACK),
            List.of(),
            Optional.empty(),
            ca.clock.instant());
    refused(() -> code(foreign, session));
    for (IssueCode.Asked wrong :
        List.of(
            new IssueCode.Asked(client, BACK + "?x", CHALLENGE, Optional.empty()),
            new IssueCode.Asked(client, BACK, "short", Optional.empty()),
            new IssueCode.Asked(client, BACK, CHALLENGE, Optional.of("n".repeat(256))))) {
      refused(() -> issue.issue(wrong, session));
    }
  }

  @Test
  void aClientIsKnownByItsSecretOrByHavingNone() {
    var registered =
        register.register(
            ca.kita.id(),
            new NewClient("pay", "Payments", List.of(BACK), List.of(), true),
            Examples.COUNTER);
    register.register(
        ca.kita.id(),
        new NewClient("app", "App", List.of(BACK), List.of(), false),
        Examples.COUNTER);
    String secret = registered.secret().orElseThrow();
    assertThat(Base64.getUrlDecoder().decode(secret)).hasSize(32);
    assertThat(registered.toString()).doesNotContain(secret);
    var authenticate = new AuthenticateClient(ca.ports.clients());
    InstitutionId kita = ca.kita.id();
    assertThat(authenticate.authenticate(kita, "pay", Optional.of(secret)))
        .contains(registered.client());
    assertThat(authenticate.authenticate(kita, "pay", Optional.of(secret + "x"))).isEmpty();
    assertThat(authenticate.authenticate(kita, "pay", Optional.of(""))).isEmpty();
    assertThat(authenticate.authenticate(kita, "pay", Optional.empty())).isEmpty();
    assertThat(authenticate.authenticate(kita, "nobody", Optional.of(secret))).isEmpty();
    assertThat(authenticate.authenticate(ca.hokuyo.id(), "pay", Optional.of(secret))).isEmpty();
    assertThat(authenticate.authenticate(kita, "app", Optional.empty())).isPresent();
    assertThat(authenticate.authenticate(kita, "app", Optional.of(secret))).isEmpty();
  }

  @Test
  void onlyAddressesThatCannotBeMistakenAreRegistered() {
    for (String uri :
        List.of(
            "http://pay.example/",
            "https://pay.example/#x",
            "https://a@pay.example/",
            "https:///x",
            "pay.example/back",
            "https://pay.example/ü",
            "https://pay.example/" + "x".repeat(400),
            "javascript:alert(1)")) {
      assertThatThrownBy(
              () ->
                  register.register(
                      ca.kita.id(),
                      new NewClient("pay", "pay", List.of(BACK, uri), List.of(), true),
                      Examples.COUNTER))
          .as(uri)
          .isInstanceOf(Refusal.class);
    }
    assertThat(ca.ports.clients().of(ca.kita.id())).isEmpty();
    assertThat(ca.ports.signingKeys().of(ca.kita.id())).isEmpty();
  }

  @Test
  void theFirstClientMakesAKeyAndANewOneSignsAfterItsTime() {
    client("pay");
    client("other");
    SigningKey first = ca.ports.signingKeys().of(ca.kita.id()).getFirst();
    assertThat(signing()).contains(first);
    var remove = new RemoveSigningKey(ca.ports.signingKeys(), ca.clock);
    assertThatThrownBy(() -> remove.remove(ca.kita.id(), first.label(), Examples.COUNTER))
        .hasMessageContaining("only key");
    ca.clock.advance(Duration.ofDays(1));
    SigningKey second = addKey.add(ca.kita.id(), Examples.COUNTER);
    assertThat(signing()).contains(first);
    ca.clock.advance(SigningKey.SETTLING);
    assertThat(signing()).contains(second);
    assertThat(ca.ports.signingKeys().of(ca.kita.id())).containsExactly(second, first);
    remove.remove(ca.kita.id(), first.label(), Examples.COUNTER);
    assertThat(ca.ports.signingKeys().of(ca.kita.id())).containsExactly(second);
  }

  private Optional<SigningKey> signing() {
    return SigningKey.signing(ca.ports.signingKeys().of(ca.kita.id()), ca.clock.instant());
  }
}
