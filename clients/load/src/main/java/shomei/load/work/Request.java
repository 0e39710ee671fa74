package shomei.load.work;

import java.security.KeyPair;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shomei.protocol.identifier.Identifier;
import shomei.protocol.json.Json;
import shomei.protocol.message.FinalizeRequest;
import shomei.protocol.message.NewOrder;
import shomei.sdk.Csr;

/// What is asked for in one order, made ahead.
final class Request {
  private final KeyPair keys;
  private final byte[] order;
  private final byte[] csr;

  private Request(KeyPair keys, byte[] order, byte[] csr) {
    this.keys = keys;
    this.order = order;
    this.csr = csr;
  }

  static Request dns(String name, KeyPair keys) {
    return new Request(
        keys, order(Identifier.dns(name), null), finalizing(Csr.of(keys, List.of(name))));
  }

  static Request subscriber(String name, KeyPair keys) {
    return new Request(
        keys, order(Identifier.subscriber(name), null), finalizing(Csr.ofSubscriber(keys)));
  }

  /// Without the order, which names a certificate that is not known yet.
  static Request renewal(KeyPair keys) {
    return new Request(keys, new byte[0], finalizing(Csr.ofSubscriber(keys)));
  }

  static byte[] order(Identifier identifier, @Nullable String replaces) {
    return Json.write(new NewOrder(List.of(identifier), null, null, replaces, null));
  }

  static byte[] finalizing(byte[] csr) {
    return Json.write(FinalizeRequest.of(csr));
  }

  /// Of the certificate.
  KeyPair keys() {
    return keys;
  }

  /// The payload of newOrder.
  byte[] order() {
    return order;
  }

  /// The payload of finalize.
  byte[] csr() {
    return csr;
  }
}
