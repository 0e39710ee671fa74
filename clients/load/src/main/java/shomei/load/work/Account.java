package shomei.load.work;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import shomei.load.wire.Answer;
import shomei.load.wire.Failed;
import shomei.load.wire.Session;
import shomei.load.wire.Step;
import shomei.protocol.json.Json;
import shomei.protocol.jws.JwsSigner;
import shomei.protocol.message.NewAccount;

/// An account at the server.
///
/// @param url its address
record Account(JwsSigner key, String url) {
  /// Makes one at the server. It is the same one however often the request arrives.
  static Account make(Session session, JwsSigner key, Optional<Binding> binding)
      throws IOException, Failed {
    URI newAccount = session.directory().newAccount();
    NewAccount payload =
        new NewAccount(
            null, true, null, binding.map(b -> b.bind(newAccount, key.jwk())).orElse(null));
    Answer answer = session.surely(Step.NEW_ACCOUNT, newAccount, key::request, Json.write(payload));
    return new Account(key, answer.locationOrFail().toString());
  }

  Session.Signer signer() {
    return (resource, nonce, payload) -> key.request(url, resource, nonce, payload);
  }
}
