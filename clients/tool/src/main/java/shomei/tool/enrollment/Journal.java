package shomei.tool.enrollment;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import shomei.tool.state.ProfileFacts.StoreFacts;

/// How far an acquisition or renewal has come, as `journal.json` in its profile. Holds no secret.
///
/// @param step the last one that is complete
/// @param name of the key in its store
/// @param replaces the certID of the certificate that is renewed; absent in an acquisition
/// @param order the order's address
/// @param certificate the certificate's address
/// @param store where key and certificate go
public record Journal(
    Act act,
    Step step,
    String name,
    @Nullable String replaces,
    @Nullable URI order,
    @Nullable URI certificate,
    StoreFacts store) {

  static Journal begin(Act act, String name, @Nullable String replaces, StoreFacts store) {
    return new Journal(act, Step.BEGUN, name, replaces, null, null, store);
  }

  boolean has(Step reached) {
    return step.compareTo(reached) >= 0;
  }

  Journal at(Step reached) {
    return new Journal(act, reached, name, replaces, order, certificate, store);
  }

  Journal ordered(URI url) {
    return new Journal(act, Step.ORDER, name, replaces, url, null, store);
  }

  Journal issued(URI url) {
    return new Journal(act, Step.ISSUED, name, replaces, order, url, store);
  }

  /// Back to a key without an order: the order brings nothing any more.
  Journal withoutOrder() {
    return new Journal(act, Step.KEY, name, replaces, null, null, store);
  }

  boolean isFor(Act wanted, @Nullable String wantedReplaces) {
    return act == wanted && java.util.Objects.equals(replaces, wantedReplaces);
  }
}
