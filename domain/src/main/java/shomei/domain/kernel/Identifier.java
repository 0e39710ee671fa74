package shomei.domain.kernel;

/// What a certificate is ordered for (RFC 8555 §9.7.7 and PROTOCOL.md, *Identifier types*).
public sealed interface Identifier {
  String type();

  String value();

  /// Reads an identifier as a client wrote it, in its canonical form (DNS names in lower case).
  ///
  /// @throws Refusal UNSUPPORTED_IDENTIFIER for another type, MALFORMED for a value that does not
  ///   parse
  static Identifier parse(String type, String value) {
    return switch (type) {
      case "subscriber" -> new Seat(SubscriberName.parse(value));
      case "dns" -> new Dns(DnsName.parse(value));
      default ->
          throw new Refusal(
              Reason.UNSUPPORTED_IDENTIFIER, "identifier types are subscriber and dns");
    };
  }

  /// A seat at a corporation: its administrator's or one user's.
  record Seat(SubscriberName name) implements Identifier {
    @Override
    public String type() {
      return "subscriber";
    }

    @Override
    public String value() {
      return name.toString();
    }
  }

  /// A DNS name, perhaps a wildcard.
  record Dns(DnsName name) implements Identifier {
    @Override
    public String type() {
      return "dns";
    }

    @Override
    public String value() {
      return name.toString();
    }
  }
}
