package shomei.pages.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.AMR;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.oidc.Identity;
import shomei.domain.oidc.RedeemCode.Redeemed;
import shomei.domain.oidc.SigningKey;
import shomei.domain.oidc.SigningKeys;
import shomei.domain.oidc.TokenSigner;

/// Writes and reads ID tokens (OpenID Connect Core §2).
///
/// *Threat:* a token of another algorithm, `none` or one keyed by our public key, passes for ours
/// (RFC 8725 §2.1). *Answer:* what comes back is verified by RS256 and our RSA keys alone.
final class IdTokens {
  static final JWSAlgorithm ALGORITHM = JWSAlgorithm.RS256;

  /// Phishing-resistant (OpenID EAP ACR Values 1.0 §4): nothing that a stranger's page learns logs
  /// in here.
  static final ACR CERTIFICATE = new ACR("phr");

  /// Possession of a key, and a PIN (RFC 8176 §2). Whether the key is in hardware nobody can see
  /// from here, so the least is said.
  private static final List<AMR> BOTH = List.of(new AMR("swk"), new AMR("pin"), new AMR("mfa"));

  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final SigningKeys keys;
  private final TokenSigner signer;
  private final InstantSource clock;

  IdTokens(SigningKeys keys, TokenSigner signer, InstantSource clock) {
    this.keys = keys;
    this.signer = signer;
    this.clock = clock;
  }

  /// The public keys, old ones too.
  JWKSet published(InstitutionId institution) {
    return new JWKSet(keys.of(institution).stream().map(IdTokens::jwk).toList());
  }

  private static JWK jwk(SigningKey key) {
    try {
      var spec = new X509EncodedKeySpec(key.publicKey().octets());
      var rsa = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
      return new RSAKey.Builder(rsa)
          .keyID(key.label())
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(ALGORITHM)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key " + key.label() + " is unreadable", e);
    }
  }

  /// @throws Refusal UNAVAILABLE while the token is away
  JWT write(
      InstitutionId institution,
      Issuer issuer,
      String client,
      Redeemed redeemed,
      AccessToken accessToken) {
    Instant now = clock.instant();
    SigningKey key =
        SigningKey.signing(keys.of(institution), now)
            .orElseThrow(
                () -> new Refusal(Reason.UNAVAILABLE, institution + " has no key for ID tokens"));
    Identity identity = redeemed.identity();
    IDTokenClaimsSet claims =
        new IDTokenClaimsSet(
            issuer,
            new Subject(identity.subject().toString()),
            List.of(new Audience(client)),
            Date.from(now.plus(LIFETIME)),
            Date.from(now));
    redeemed.nonce().ifPresent(nonce -> claims.setNonce(new Nonce(nonce)));
    claims.setAuthenticationTime(Date.from(identity.since()));
    claims.setACR(CERTIFICATE);
    claims.setAMR(BOTH);
    claims.setAccessTokenHash(AccessTokenHash.compute(accessToken, ALGORITHM, null));
    describe(identity).forEach(claims::setClaim);
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(ALGORITHM).type(JOSEObjectType.JWT).keyID(key.label()).build(),
              claims.toJWTClaimsSet());
      token.sign(new OnToken(signer, key));
      return token;
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What is said of the seat, its certificate and session, in ID tokens and to whoever asks again.
  static Map<String, Object> describe(Identity identity) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("contract", identity.seat().contractId());
    identity.seat().userId().ifPresent(user -> claims.put("user", user));
    claims.put("role", identity.seat().isAdministrator() ? "administrator" : "user");
    claims.put("sid", base64url(identity.session()));
    claims.put("cnf", Map.of("x5t#S256", base64url(identity.certificate())));
    return claims;
  }

  /// Reads one that an application shows again, however old it is.
  ///
  /// @return empty where it is none of this institution's
  Optional<JWTClaimsSet> read(InstitutionId institution, Issuer issuer, JWT shown) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHM, new ImmutableJWKSet<>(published(institution))));
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    try {
      JWTClaimsSet claims = processor.process(shown, null);
      return Optional.of(claims).filter(read -> issuer.getValue().equals(read.getIssuer()));
    } catch (BadJOSEException | JOSEException none) {
      return Optional.empty();
    }
  }

  private static String base64url(Octets octets) {
    return Base64URL.encode(octets.octets()).toString();
  }
}
