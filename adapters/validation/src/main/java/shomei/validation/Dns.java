package shomei.validation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import shomei.domain.kernel.Reason;

/// Asks the DNS, uncached: what was true a minute ago proves nothing. Aliases are followed, and
/// answers that do not fit a datagram are fetched over TCP.
final class Dns {
  private static final int MOST_ALIASES = 8;

  /// Datagrams get lost.
  private static final int TRIES = 2;

  /// How long one family's addresses wait for the other's (RFC 8305 §3).
  private static final Duration A_MOMENT = Duration.ofMillis(50);

  private final Resolver resolver;
  private final LookupSession session;
  private final Duration share;
  private volatile boolean silent;

  /// @param threads one for each question
  Dns(ValidationSettings settings, Executor threads) {
    // of a look's time, so that the other family is still asked, and then the name's own server
    this.share = settings.timeout().dividedBy(3);
    List<InetSocketAddress> servers =
        settings
            .resolver()
            .map(List::of)
            .orElseGet(() -> ResolverConfig.getCurrentConfig().servers());
    ExtendedResolver all =
        new ExtendedResolver(
            servers.stream().map(server -> server(server, new DnsTransport(threads))).toList());
    all.setTimeout(share.dividedBy(TRIES));
    all.setRetries(TRIES);
    this.resolver = all;
    this.session = LookupSession.builder().resolver(all).maxRedirects(MOST_ALIASES).build();
  }

  private static Resolver server(InetSocketAddress address, DnsTransport transport) {
    SimpleResolver server = new SimpleResolver(address);
    server.setIoClientFactory(transport);
    return server;
  }

  /// The name's addresses, IPv4 first; at least one. Both families are asked at once: some servers
  /// answer for one and drop questions for the other.
  List<InetAddress> addresses(String name) throws LookFailed {
    var four = asked(name, Type.A);
    var six = asked(name, Type.AAAA);
    List<InetAddress> found = new ArrayList<>();
    LookFailed none = null;
    try {
      found.addAll(addresses(answer(name, Type.A, four, share)));
    } catch (LookFailed failed) {
      none = failed;
    }
    try {
      found.addAll(addresses(answer(name, Type.AAAA, six, found.isEmpty() ? share : A_MOMENT)));
    } catch (LookFailed failed) {
      none = none == null ? failed : none;
    }
    if (found.isEmpty()) {
      throw none != null ? none : new LookFailed(Reason.DNS, name + " has no address");
    }
    return found;
  }

  private static List<InetAddress> addresses(List<Record> records) {
    List<InetAddress> found = new ArrayList<>();
    for (Record record : records) {
      switch (record) {
        case ARecord a -> found.add(a.getAddress());
        case AAAARecord aaaa -> found.add(aaaa.getAddress());
        default -> {}
      }
    }
    return found;
  }

  /// The name's TXT records, the strings of each joined (RFC 8555 §8.4).
  List<String> texts(String name) throws LookFailed {
    return answer(name, Type.TXT, asked(name, Type.TXT), share).stream()
        .filter(TXTRecord.class::isInstance)
        .map(TXTRecord.class::cast)
        .map(Dns::joined)
        .toList();
  }

  private static String joined(TXTRecord record) {
    StringBuilder text = new StringBuilder();
    for (byte[] part : record.getStringsAsByteArrays()) {
      text.append(new String(part, StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  /// Whether the resolver answers. It is asked only where the last question got no answer, which
  /// may have been the fault of the name's own servers.
  boolean answers() {
    if (!silent) {
      return true;
    }
    try {
      Record root = Record.newRecord(Name.root, Type.NS, DClass.IN);
      resolver
          .sendAsync(Message.newQuery(root))
          .toCompletableFuture()
          .get(share.toMillis(), TimeUnit.MILLISECONDS);
      silent = false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !silent;
  }

  private CompletableFuture<LookupResult> asked(String name, int type) throws LookFailed {
    try {
      return session.lookupAsync(Name.fromString(name + "."), type).toCompletableFuture();
    } catch (TextParseException e) {
      throw new LookFailed(Reason.DNS, name + " is no name");
    }
  }

  private List<Record> answer(
      String name, int type, CompletableFuture<LookupResult> asked, Duration patience)
      throws LookFailed {
    try {
      List<Record> records = asked.get(patience.toMillis(), TimeUnit.MILLISECONDS).getRecords();
      silent = false;
      return records;
    } catch (ExecutionException e) {
      String what = Type.string(type) + " records of " + name;
      switch (e.getCause()) {
        case NoSuchDomainException none -> {
          silent = false;
          throw new LookFailed(Reason.DNS, name + " does not exist");
        }
        case NoSuchRRSetException none -> {
          silent = false;
          throw new LookFailed(Reason.DNS, "there are no " + what);
        }
        case null, default -> {
          silent = true;
          throw new LookFailed(Reason.DNS, "the DNS does not answer for the " + what);
        }
      }
    } catch (TimeoutException e) {
      silent = true;
      throw new LookFailed(Reason.DNS, "the DNS does not answer in time for " + name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LookFailed(Reason.DNS, "the look was broken off");
    }
  }
}
