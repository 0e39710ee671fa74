package shomei.domain.ca;

import java.util.List;
import shomei.domain.history.Entry;

/// The issuing CAs of all institutions. One is added by an explicit command and never changes.
public interface Issuers {
  List<Issuer> all();

  /// @return false, and nothing is written, where that name is taken
  boolean add(Issuer issuer, Entry entry);
}
