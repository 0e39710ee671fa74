package shomei.domain.memory;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import shomei.domain.access.NodeNonces;
import shomei.domain.access.Nonce;
import shomei.domain.access.SpentNonces;
import shomei.domain.kernel.Octets;

/// One node of a deployment in one process.
public final class MemoryNonces implements SpentNonces, AutoCloseable {
  private final Deployment deployment;
  private final NodeNonces own;

  /// What nodes share.
  public static final class Deployment {
    private final Map<Long, NodeNonces> nodes = new HashMap<>();
    private final Map<Octets, Instant> former = new HashMap<>();
  }

  /// A deployment of this node alone.
  public MemoryNonces() {
    this(new Deployment());
  }

  /// The next node.
  public MemoryNonces(Deployment deployment) {
    this.deployment = deployment;
    synchronized (deployment) {
      this.own = new NodeNonces(deployment.nodes.size());
      deployment.nodes.put(own.node(), own);
    }
  }

  @Override
  public Nonce.Numbered make(Instant expires) {
    return own.make(expires);
  }

  @Override
  public boolean spend(Nonce nonce) {
    synchronized (deployment) {
      return switch (nonce) {
        case Nonce.Former old -> deployment.former.putIfAbsent(old.id(), old.expires()) == null;
        case Nonce.Numbered one ->
            Optional.ofNullable(deployment.nodes.get(one.node()))
                .map(node -> node.spend(one.number()))
                .orElse(false);
      };
    }
  }

  @Override
  public int forgetExpired(Instant now) {
    synchronized (deployment) {
      int before = deployment.former.size();
      deployment.former.values().removeIf(expires -> !now.isBefore(expires));
      return own.forgetExpired(now) + before - deployment.former.size();
    }
  }

  /// Ends the node.
  @Override
  public void close() {
    synchronized (deployment) {
      deployment.nodes.put(own.node(), new NodeNonces(own.node()));
    }
  }
}
