package shomei.settings.policy;

import java.time.Period;
import java.util.List;
import shomei.domain.institution.Policy;
import shomei.settings.Form;
import shomei.settings.Forms;
import shomei.settings.Key;

/// Every key of one profile, below `profiles.<name>`.
public final class ProfileKeys {

  /// Whom a profile's certificates are for; written as the protocol's identifier types.
  enum For {
    SUBSCRIBER,
    DNS
  }

  /// The usages that have a name here; others are written as object identifiers.
  enum Usage {
    CLIENT_AUTH("1.3.6.1.5.5.7.3.2"),
    SERVER_AUTH("1.3.6.1.5.5.7.3.1"),
    EMAIL_PROTECTION("1.3.6.1.5.5.7.3.4");

    final String oid;

    Usage(String oid) {
      this.oid = oid;
    }
  }

  private static final Form<Usage> NAMED_USAGE = Forms.choice(Usage.class);

  private static final Form<String> USAGE =
      new Form<>(
          NAMED_USAGE.name() + " | object identifier",
          (value, base) -> {
            String text = Forms.TEXT.reader().read(value, base);
            return Character.isDigit(text.charAt(0))
                ? Forms.OBJECT_IDENTIFIER.reader().read(value, base)
                : NAMED_USAGE.reader().read(value, base).oid;
          });

  static final Key<String> DESCRIPTION =
      Key.required("description", Forms.TEXT, "What ACME clients read of it in the directory.");
  static final Key<For> FOR =
      Key.required(
          "for", Forms.choice(For.class), "The type of identifier that its certificates are for.");
  static final Key<Period> VALIDITY =
      Key.required(
          "validity",
          Forms.period(366 * 5),
          "From issue to the last second of the UTC day on which the certificate ends.");
  static final Key<String> COMMON_NAME =
      Key.optional(
          "commonName",
          Forms.TEXT,
          "The subject's CN, with {contractId} and {userId} or {dns} filled in; without it there is none.");
  static final Key<List<String>> USAGES =
      Key.required(
          "extendedKeyUsages",
          Forms.listOf(USAGE).where(usages -> !usages.isEmpty(), "is empty"),
          "What the certificate's key may be used for.");
  static final Key<String> POLICY_OID =
      Key.required("policyOid", Forms.OBJECT_IDENTIFIER, "The certificate policy.");
  static final Key<List<Policy.KeyType>> KEYS =
      Key.of(
          "keys",
          Forms.listOf(Forms.choice(Policy.KeyType.class)).where(k -> !k.isEmpty(), "is empty"),
          "[p256, p384, ed25519, rsa]",
          "The kinds of key that a certificate may have; RSA has 2048 to 4096 bits.");

  /// All, in the order of the reference.
  public static final List<Key<?>> ALL =
      List.of(DESCRIPTION, FOR, VALIDITY, COMMON_NAME, USAGES, POLICY_OID, KEYS);

  private ProfileKeys() {}
}
