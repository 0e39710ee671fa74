package shomei.protocol.message;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/// The orders of an account (RFC 8555 §7.1.2.1); more may follow at `Link: rel="next"`.
public record OrdersList(List<URI> orders) {

  public OrdersList {
    orders = List.copyOf(Objects.requireNonNull(orders, "orders"));
  }
}
