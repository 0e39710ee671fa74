package shomei.load.work;

import java.security.KeyPair;
import shomei.protocol.jws.JwsSigner;

/// What an account signs with.
record AccountKeys(KeyPair pair, JwsSigner signer) {
  AccountKeys(KeyPair pair) {
    this(pair, JwsSigner.of(pair));
  }

  static AccountKeys generate() {
    return new AccountKeys(KeyPairs.p256());
  }
}
