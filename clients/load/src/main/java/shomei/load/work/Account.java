package shomei.load.work;

import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
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
/// @param key signs with its keys
/// @param url its address
record Account(KeyPair keys, JwsSigner key, String url) {
  Account(KeyPair keys, String url) {
    this(keys, JwsSigner.of(keys), url);
  }

  /// What an account is made with.
  record Key(KeyPair keys, JwsSigner signer) {
    static Key make() {
      KeyPair keys = Keys.p256();
      return new Key(keys, JwsSigner.of(keys));
    }
  }

  /// Makes one at the server. It is the same one however often the request arrives.
  static Account make(Session session, Key key, Optional<Binding> binding)
      throws IOException, Failed {
    URI newAccount = session.directory().newAccount();
    NewAccount payload =
        new NewAccount(
            null,
            true,
            null,
            binding.map(b -> b.bind(newAccount, key.signer().jwk())).orElse(null));
    Answer answer =
        session.surely(Step.NEW_ACCOUNT, newAccount, key.signer()::request, Json.write(payload));
    return new Account(key.keys(), key.signer(), answer.locationOrFail().toString());
  }

  Session.Signer signer() {
    return (resource, nonce, payload) -> key.request(url, resource, nonce, payload);
  }
}
