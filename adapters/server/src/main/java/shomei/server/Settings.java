package shomei.server;

import shomei.settings.Config;
import shomei.smtp.SmtpSettings;
import shomei.validation.ValidationSettings;

/// The adapters' settings, out of the configuration.
final class Settings {
  private Settings() {}

  static SmtpSettings smtp(Config config, Config.Smtp smtp) {
    return new SmtpSettings(
        smtp.host(),
        smtp.port(),
        switch (smtp.security()) {
          case STARTTLS -> SmtpSettings.Security.STARTTLS;
          case TLS -> SmtpSettings.Security.TLS;
          case NONE -> SmtpSettings.Security.NONE;
        },
        smtp.user()
            .map(
                user ->
                    new SmtpSettings.Login(
                        user, Adapters.secret(smtp.passwordFile().orElseThrow()))),
        smtp.clientName().orElseGet(() -> config.publicUrl().getHost()),
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
        validation.pause(),
        ValidationSettings.AT_ONCE);
  }
}
