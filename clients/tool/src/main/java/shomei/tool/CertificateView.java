package shomei.tool;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;
import shomei.tool.state.Profile;
import shomei.tool.state.ProfileFacts.StoreFacts;

/// A certificate as people and scripts see it.
///
/// @param state `notAcquired`, `issued` or `expired`
/// @param renewable `yes`, `no` or `unknown`, by the server's advice
/// @param renewableFrom when the server advises to renew
/// @param unfinished what a run that was cut off was about: `acquire` or `renew`
public record CertificateView(
    String server,
    String subscriber,
    String state,
    @Nullable String organization,
    @Nullable String organizationalUnit,
    @Nullable String commonName,
    @Nullable String serialNumber,
    @Nullable String issuer,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    String renewable,
    @Nullable Instant renewableFrom,
    StoreFacts store,
    @Nullable String unfinished) {

  static CertificateView of(Profile profile, Instant now, @Nullable String unfinished) {
    List<X509Certificate> held = profile.held();
    String server = profile.facts().server().toString();
    String subscriber = profile.facts().subscriber();
    if (held.isEmpty()) {
      return new CertificateView(
          server,
          subscriber,
          "notAcquired",
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          "no",
          null,
          profile.facts().store(),
          unfinished);
    }
    X509Certificate own = held.getFirst();
    Instant end = own.getNotAfter().toInstant();
    boolean expired = now.isAfter(end);
    return new CertificateView(
        server,
        subscriber,
        expired ? "expired" : "issued",
        part(own, "O"),
        part(own, "OU"),
        part(own, "CN"),
        own.getSerialNumber().toString(16).toUpperCase(Locale.ROOT),
        own.getIssuerX500Principal().getName(),
        own.getNotBefore().toInstant(),
        end,
        expired ? "no" : "unknown",
        null,
        profile.facts().store(),
        unfinished);
  }

  /// @param from when the server advises to renew
  CertificateView advised(Instant from, Instant now) {
    String answer = now.isBefore(from) || !state.equals("issued") ? "no" : "yes";
    return new CertificateView(
        server,
        subscriber,
        state,
        organization,
        organizationalUnit,
        commonName,
        serialNumber,
        issuer,
        notBefore,
        notAfter,
        answer,
        from,
        store,
        unfinished);
  }

  private static @Nullable String part(X509Certificate certificate, String type) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase(type))
              .map(rdn -> String.valueOf(rdn.getValue()))
              .findFirst()
              .orElse(null);
    } catch (InvalidNameException odd) {
      return null;
    }
  }
}
