package shomei.domain.oidc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.ContinueSession;
import shomei.domain.session.ContinueSession.Outcome.Good;

/// Turns a code in (RFC 6749 §4.1.3): tells the application who is logged in, once, while the login
/// session is good.
///
/// *Threat:* a code is turned in twice. *Answer:* one use is its first, whatever node it comes to,
/// and is the only one, right or wrong; the second ends what the first one gave, and the history is
/// told. *Threat:* the certificate is revoked, or the seat suspended, between the code and its use.
/// *Answer:* the session is judged again here.
public final class RedeemCode {
  private static final int TOKEN_OCTETS = 32;

  private final Codes codes;
  private final ContinueSession sessions;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param random cryptographically strong: it draws access tokens
  public RedeemCode(
      Codes codes, ContinueSession sessions, InstantSource clock, RandomGenerator random) {
    this.codes = codes;
    this.sessions = sessions;
    this.clock = clock;
    this.random = random;
  }

  /// @param accessToken for [TellIdentity], as long as the session is good
  public record Redeemed(Identity identity, Optional<String> nonce, Octets accessToken) {}

  /// @param client that has proven to be it
  /// @param redirectUri as in its request
  /// @throws Refusal UNAUTHORIZED, which says no more than that
  public Redeemed redeem(
      Client client, Octets code, String redirectUri, String verifier, Origin origin) {
    Codes.Taken taken =
        codes
            .take(client.institution(), client.id(), code.sha256())
            .orElseThrow(RedeemCode::refused);
    Code kept = taken.code();
    Instant now = clock.instant();
    if (!taken.first()) {
      codes.withdraw(kept.id(), replayed(kept, now, origin));
      throw refused();
    }
    if (kept.isOver(now)
        || kept.issued().isBefore(client.added())
        || !kept.redirectUri().equals(redirectUri)
        || !kept.isProvenBy(verifier)
        || !(sessions.judge(kept.institution(), kept.session()) instanceof Good good)) {
      throw refused();
    }
    byte[] drawn = new byte[TOKEN_OCTETS];
    random.nextBytes(drawn);
    Octets accessToken = Octets.of(drawn);
    if (!codes.grant(kept.id(), accessToken.sha256(), told(kept, good, now, origin))) {
      throw refused();
    }
    return new Redeemed(Identity.of(good), kept.nonce(), accessToken);
  }

  private static Entry told(Code code, Good good, Instant now, Origin origin) {
    return new Entry(
        now,
        code.institution(),
        new Actor(Actor.Kind.SYSTEM, "", origin),
        Act.CODE_REDEEMED,
        "subscriber:" + good.seat().name(),
        Map.of(
            "client",
            code.client(),
            "certificate",
            good.certificate().map(one -> one.serial().hex()).orElse("")));
  }

  private static Entry replayed(Code code, Instant now, Origin origin) {
    return new Entry(
        now,
        code.institution(),
        new Actor(Actor.Kind.SYSTEM, "", origin),
        Act.CODE_REPLAYED,
        "oidc-client:" + code.client(),
        Map.of());
  }

  private static Refusal refused() {
    return new Refusal(Reason.UNAUTHORIZED, "the code is not good");
  }
}
