package shomei.domain.access;

import java.time.Instant;

/// Which nonces were used, as one node knows it; each node of a deployment has one.
///
/// Spending is atomic: of any number of requests with one nonce, at any number of nodes, one finds
/// it fresh (RFC 8555 §6.5). A nonce is good at every node, and its own node keeps the books: what
/// that no longer knows, since it ended, began anew or cannot be asked, is not fresh. The client is
/// told so (`badNonce`), has another nonce with that answer, and goes on.
///
/// What a node has made and not spent costs it next to nothing.
public interface SpentNonces {
  /// Makes a nonce of this node, which none was before.
  Nonce.Numbered make(Instant expires);

  /// Spends a nonce.
  ///
  /// @return whether it was fresh
  boolean spend(Nonce nonce);

  /// Forgets which of the expired ones were spent; none of them is fresh then.
  ///
  /// @return how many are forgotten, or more where some are told of together
  int forgetExpired(Instant now);
}
