package shomei.enrollment.engine;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shomei.enrollment.StoreLocation;

/// How far an acquisition or renewal has come, as `pending.json` in its profile. Holds no secret.
///
/// @param stage the last one that is complete
/// @param name of the key in its store
/// @param replaces the certID of the certificate that is renewed; absent in an acquisition
/// @param order the order's address
/// @param certificate the certificate's address
/// @param store where key and certificate go
public record PendingEnrollment(
    EnrollmentType type,
    Stage stage,
    String name,
    @Nullable String replaces,
    @Nullable URI order,
    @Nullable URI certificate,
    StoreLocation store) {

  static PendingEnrollment begin(
      EnrollmentType type, String name, @Nullable String replaces, StoreLocation store) {
    return new PendingEnrollment(type, Stage.BEGUN, name, replaces, null, null, store);
  }

  boolean has(Stage reached) {
    return stage.compareTo(reached) >= 0;
  }

  PendingEnrollment at(Stage reached) {
    return new PendingEnrollment(type, reached, name, replaces, order, certificate, store);
  }

  PendingEnrollment ordered(URI url) {
    return new PendingEnrollment(type, Stage.ORDER, name, replaces, url, null, store);
  }

  PendingEnrollment issued(URI url) {
    return new PendingEnrollment(type, Stage.ISSUED, name, replaces, order, url, store);
  }

  /// Back to a key without an order: the order brings nothing any more.
  PendingEnrollment withoutOrder() {
    return new PendingEnrollment(type, Stage.KEY, name, replaces, null, null, store);
  }

  boolean isFor(EnrollmentType wanted, @Nullable String wantedReplaces) {
    return type == wanted && Objects.equals(replaces, wantedReplaces);
  }
}
