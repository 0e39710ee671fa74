package shomei.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import shomei.domain.kernel.IssuerId;
import shomei.domain.revocation.BulkRevocation;
import shomei.domain.revocation.RevokeInBulk;
import shomei.domain.revocation.RevokeInBulk.Step;

/// A bulk revocation as operators see it.
final class BulkProgress {
  /// Lines between begin and end.
  private static final int LINES = 10;

  private BulkProgress() {}

  /// Revokes batch after batch, and tells how far it has come.
  static void show(RevokeInBulk use, BulkRevocation bulk, Backend backend, PrintWriter out) {
    out.println(
        "revoking %d certificates, begun by %s at %s"
            .formatted(bulk.total(), Visible.text(bulk.operator()), Japan.time(bulk.begun())));
    long told = bulk.done();
    Step step = use.step(bulk);
    while (step == Step.WENT_ON) {
      long done = now(bulk, backend).done();
      if ((done - told) * LINES >= bulk.total()) {
        out.println("%d of %d are revoked".formatted(done, bulk.total()));
        out.flush();
        told = done;
      }
      step = use.step(bulk);
    }
    long done = now(bulk, backend).done();
    out.println(
        step == Step.ENDED
            ? "done: %d certificates are revoked".formatted(done)
            : "%d of %d are revoked; the rest is in issuing, and a running server revokes it when"
                    .formatted(done, bulk.total())
                + " it comes");
  }

  private static BulkRevocation now(BulkRevocation bulk, Backend backend) {
    return backend.bulkRevocations().find(bulk.id()).orElseThrow();
  }

  static Table table(List<BulkRevocation> all) {
    var table = new Table("of", "reason", "begun", "by", "revoked", "total", "ended");
    for (BulkRevocation bulk : all) {
      table.row(
          bulk.issuer().map(IssuerId::value).orElse("all"),
          bulk.reason().map(r -> r.name().toLowerCase(Locale.ROOT)).orElse("none"),
          Japan.time(bulk.begun()),
          bulk.operator(),
          bulk.done(),
          bulk.total(),
          bulk.ended().map(Japan::time).orElse("no"));
    }
    return table;
  }
}
