package shomei.server;

import java.util.Set;
import shomei.web.HttpSettings;
import shomei.settings.Config;
import shomei.smtp.SmtpSettings;
import shomei.validation.ValidationSettings;

/// The adapters' settings, out of the configuration.
final class Settings {
  private Settings() {}

  static HttpSettings http(Config config) {
    Config.Https https = config.https();
    HttpSettings.Limits limits = HttpSettings.Limits.DEFAULT;
    return new HttpSettings(
        config.publicUrl(),
        endpoint(https.listen()),
        new HttpSettings.Tls(
            new HttpSettings.KeyMaterial.Pem(https.certificateFile(), https.keyFile()),
            switch (https.engine()) {
              case JDK -> HttpSettings.Engine.JDK;
              case OPENSSL -> HttpSettings.Engine.OPENSSL;
            }),
        endpoint(config.status().listen()),
        config.login().map(Settings::login),
        endpoint(config.management()),
        new HttpSettings.Limits(
            config.acme().bodyLimit(),
            config.acme().bodyTimeout(),
            https.idle(),
            https.connections(),
            config.acme().requestsAtOnce(),
            limits.bufferedOctets(),
            limits.retryAfter(),
            https.drain(),
            limits.eventLoops()),
        Set.copyOf(https.trustedProxies()));
  }

  private static HttpSettings.Login login(Config.Login login) {
    return new HttpSettings.Login(
        endpoint(login.listen()),
        new HttpSettings.KeyMaterial.Pem(login.certificateFile(), login.keyFile()));
  }

  private static HttpSettings.Endpoint endpoint(Config.Listen listen) {
    return new HttpSettings.Endpoint(listen.address(), listen.port());
  }

  static SmtpSettings smtp(Config.Smtp smtp) {
    return new SmtpSettings(
        smtp.host(),
        smtp.port(),
        switch (smtp.security()) {
          case STARTTLS -> SmtpSettings.Security.STARTTLS;
          case TLS -> SmtpSettings.Security.TLS;
          case NONE -> SmtpSettings.Security.NONE;
        },
        smtp.credentials()
            .map(c -> new SmtpSettings.Login(c.user(), Parts.secret(c.passwordFile()))),
        smtp.from(),
        smtp.trustFile(),
        smtp.timeout());
  }

  static ValidationSettings validation(Config config) {
    Config.Validation validation = config.validation();
    return new ValidationSettings(
        validation.resolver(),
        validation.http01Port(),
        validation.redirectPort(),
        validation.tlsAlpn01Port(),
        validation.allow(),
        validation.timeout(),
        validation.tries(),
        validation.pause());
  }
}
