package shomei.settings;

import java.nio.file.Path;

/// The keys below `login`: what institutions' login servers ask.
final class LoginKeys {
  static final Key<String> LOGIN_ADDRESS =
      Key.of(
          "login.address",
          Forms.TEXT,
          "0.0.0.0",
          "Where institutions' login servers ask for a certificate's status, over mutual TLS.");
  static final Key<Integer> LOGIN_PORT =
      Key.optional(
          "login.port",
          Forms.PORT,
          "TCP port of login; 0 takes a free one. Where absent, nobody can ask.");
  static final Key<Path> LOGIN_CERTIFICATE =
      Key.optional(
          "login.certificateFile",
          Forms.FILE,
          "The server's certificate there, as https.certificateFile, which it is where absent.");
  static final Key<Path> LOGIN_KEY =
      Key.optional(
          "login.keyFile",
          Forms.FILE,
          "Its private key, as https.keyFile. Needed with login.certificateFile. Secret.");

  private LoginKeys() {}
}
