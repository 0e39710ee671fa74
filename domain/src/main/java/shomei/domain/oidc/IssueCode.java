package shomei.domain.oidc;

import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.session.Session;

/// Gives an application a code for a login session that is good.
///
/// *Threat:* an application of another bank. *Answer:* client and session are of one institution.
/// *Threat:* who knows ID and PIN alone comes into the bank's services. *Answer:* a session that no
/// certificate opened gets no code: with it a certificate is acquired, no more (seed 003).
public final class IssueCode {
  private static final int CODE_OCTETS = 32;

  private final Codes codes;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// @param random cryptographically strong: it draws codes
  public IssueCode(Codes codes, InstantSource clock, RandomGenerator random) {
    this.codes = codes;
    this.clock = clock;
    this.random = random;
  }

  /// What an application asks for.
  public record Asked(
      Client client, String redirectUri, String challenge, Optional<String> nonce) {}

  /// @return the code, which nobody keeps
  /// @throws Refusal UNAUTHORIZED where client or address are not the institution's or the
  ///   challenge is none; NOT_ELIGIBLE where no certificate opened the session
  public Octets issue(Asked asked, Session session) {
    Client client = asked.client();
    if (!client.institution().equals(session.binding().institution())
        || !client.redirectUris().contains(asked.redirectUri())
        || !Code.isChallenge(asked.challenge())
        || asked.nonce().filter(nonce -> nonce.length() > Code.LONGEST_NONCE).isPresent()) {
      throw new Refusal(Reason.UNAUTHORIZED, "the request is not the client's");
    }
    if (session.binding().certificate().isEmpty()) {
      throw new Refusal(Reason.NOT_ELIGIBLE, "the login was without a certificate");
    }
    byte[] drawn = new byte[CODE_OCTETS];
    random.nextBytes(drawn);
    Octets code = Octets.of(drawn);
    codes.add(
        new Code(
            code.sha256(),
            client.institution(),
            client.id(),
            asked.redirectUri(),
            asked.challenge(),
            asked.nonce(),
            session.id(),
            clock.instant()));
    return code;
  }
}
