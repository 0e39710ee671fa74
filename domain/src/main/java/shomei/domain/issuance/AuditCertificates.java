package shomei.domain.issuance;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shomei.domain.certificate.Certificates;
import shomei.domain.certificate.Certificates.Kept;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;
import shomei.domain.order.Order;
import shomei.domain.order.Orders;

/// Holds what clients say they were given against what is kept: nothing that was acknowledged may
/// be missing, doubled or untold, and nothing may be left half done.
public final class AuditCertificates {
  private static final int AT_ONCE = 1000;

  /// A signature that takes longer was cut off.
  private static final Duration SIGNING = Duration.ofSeconds(5);

  private final Certificates certificates;
  private final Orders orders;
  private final InstantSource clock;

  public AuditCertificates(Certificates certificates, Orders orders, InstantSource clock) {
    this.certificates = certificates;
    this.orders = orders;
    this.clock = clock;
  }

  /// A certificate that a client was given.
  ///
  /// @param fingerprint SHA-256 over its DER, where the client noted it
  public record Acknowledged(Serial serial, Optional<Octets> fingerprint) {}

  /// What was found.
  ///
  /// @param acknowledged how many were held against what is kept
  /// @param twice serials that were acknowledged more than once
  /// @param missing acknowledged and not kept
  /// @param other kept, but another certificate
  /// @param untold kept, but the history does not tell exactly once that they were issued
  /// @param unfinished orders that have been processing for longer than a signature takes
  public record Report(
      long acknowledged,
      List<Serial> twice,
      List<Serial> missing,
      List<Serial> other,
      List<Serial> untold,
      List<OrderId> unfinished) {
    public boolean passed() {
      return twice.isEmpty()
          && missing.isEmpty()
          && other.isEmpty()
          && untold.isEmpty()
          && unfinished.isEmpty();
    }
  }

  public Report audit(Iterator<Acknowledged> all) {
    Set<Serial> seen = new HashSet<>();
    Report report =
        new Report(
            0,
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            orders.unfinished(clock.instant().minus(SIGNING), AT_ONCE).stream()
                .map(Order.Processing::terms)
                .map(terms -> terms.id())
                .toList());
    long count = 0;
    List<Acknowledged> some = new ArrayList<>(AT_ONCE);
    while (all.hasNext()) {
      Acknowledged next = all.next();
      count++;
      if (!seen.add(next.serial())) {
        report.twice.add(next.serial());
      }
      some.add(next);
      if (some.size() == AT_ONCE || !all.hasNext()) {
        hold(some, report);
        some.clear();
      }
    }
    return new Report(
        count, report.twice, report.missing, report.other, report.untold, report.unfinished);
  }

  private void hold(List<Acknowledged> some, Report report) {
    Map<Serial, Kept> kept =
        certificates.kept(some.stream().map(Acknowledged::serial).distinct().toList());
    for (Acknowledged one : some) {
      Kept found = kept.get(one.serial());
      if (found == null) {
        report.missing.add(one.serial());
      } else if (!one.fingerprint().map(found.fingerprint()::equals).orElse(true)) {
        report.other.add(one.serial());
      } else if (found.issues() != 1) {
        report.untold.add(one.serial());
      }
    }
  }
}
