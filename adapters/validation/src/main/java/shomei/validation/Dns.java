package shomei.validation;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import shomei.domain.kernel.Reason;

/// Asks the DNS, uncached: what was true a minute ago proves nothing. Aliases are followed, and
/// answers that do not fit a datagram are fetched over TCP.
final class Dns {
  private static final int MOST_ALIASES = 8;

  private final LookupSession session;
  private final Duration timeout;

  Dns(ValidationSettings settings) {
    this.timeout = settings.timeout();
    Resolver resolver =
        settings.resolver().<Resolver>map(SimpleResolver::new).orElseGet(ExtendedResolver::new);
    resolver.setTimeout(timeout);
    this.session = LookupSession.builder().resolver(resolver).maxRedirects(MOST_ALIASES).build();
  }

  /// The name's addresses, IPv4 first; at least one.
  List<InetAddress> addresses(String name) throws LookFailed {
    List<InetAddress> found = new ArrayList<>();
    LookFailed none = null;
    for (int type : new int[] {Type.A, Type.AAAA}) {
      try {
        for (Record record : ask(name, type)) {
          switch (record) {
            case ARecord a -> found.add(a.getAddress());
            case AAAARecord aaaa -> found.add(aaaa.getAddress());
            default -> {}
          }
        }
      } catch (LookFailed failed) {
        none = failed;
      }
    }
    if (found.isEmpty()) {
      throw none != null ? none : new LookFailed(Reason.DNS, name + " has no address");
    }
    return found;
  }

  /// The name's TXT records, the strings of each joined (RFC 8555 §8.4).
  List<String> texts(String name) throws LookFailed {
    return ask(name, Type.TXT).stream()
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

  private List<Record> ask(String name, int type) throws LookFailed {
    try {
      return session
          .lookupAsync(Name.fromString(name + "."), type)
          .toCompletableFuture()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .getRecords();
    } catch (ExecutionException e) {
      String what = Type.string(type) + " records of " + name;
      throw switch (e.getCause()) {
        case NoSuchDomainException none -> new LookFailed(Reason.DNS, name + " does not exist");
        case NoSuchRRSetException none -> new LookFailed(Reason.DNS, "there are no " + what);
        case null, default -> new LookFailed(Reason.DNS, "the DNS does not answer for the " + what);
      };
    } catch (TimeoutException e) {
      throw new LookFailed(Reason.DNS, "the DNS does not answer in time for " + name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LookFailed(Reason.DNS, "the look was broken off");
    } catch (TextParseException e) {
      throw new LookFailed(Reason.DNS, name + " is no name");
    }
  }
}
