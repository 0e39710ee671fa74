package shomei.web.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.impl.transports.NioTransport;
import java.net.InetSocketAddress;
import java.util.List;

/// Accepts connections as their shares allow. Vert.x itself tells of a connection only when its TLS
/// handshake is over, and has no bound on those before.
final class BoundedTransport extends NioTransport {
  private final ConnectionShares shares;
  private final Meters meters;

  BoundedTransport(ConnectionShares shares, Meters meters) {
    this.shares = shares;
    this.meters = meters;
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return Bounded::new;
  }

  private final class Bounded extends NioServerSocketChannel {
    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int read = super.doReadMessages(accepted);
      if (read > 0) {
        Channel connection = (Channel) accepted.getLast();
        if (connection.remoteAddress() instanceof InetSocketAddress from
            && shares.enter(from.getAddress())) {
          connection.closeFuture().addListener(closed -> shares.leave(from.getAddress()));
        } else {
          accepted.removeLast();
          meters.connectionRefused();
          connection.unsafe().closeForcibly();
        }
      }
      return read;
    }
  }
}
