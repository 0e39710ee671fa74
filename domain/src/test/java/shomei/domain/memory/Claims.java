package shomei.domain.memory;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import shomei.domain.certificate.Certificate;
import shomei.domain.certificate.RevocationReason;
import shomei.domain.fixture.Seats;
import shomei.domain.history.Entry;
import shomei.domain.kernel.Failure;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Claim;
import shomei.domain.order.IssuanceState;
import shomei.domain.order.Orders;
import shomei.domain.subscriber.Subscriber;

/// The claims that processing orders hold. Called with the store's monitor held.
final class Claims {
  private final Store store;

  Claims(Store store) {
    this.store = store;
  }

  Optional<Orders.Begun> obstacle(InstitutionId institution, Claim claim, Instant now) {
    return switch (claim) {
      case Claim.Right(var name) -> {
        Subscriber seat = seat(institution, name);
        boolean open = seat.right().filter(opens -> !now.isBefore(opens)).isPresent();
        if (seat.suspended()) {
          yield Optional.of(Orders.Begun.SUSPENDED);
        }
        yield open && !store.rightHolders.containsKey(seat.id())
            ? Optional.empty()
            : Optional.of(Orders.Begun.NO_RIGHT);
      }
      case Claim.Renewal(var name, Serial serial) -> {
        if (seat(institution, name).suspended()) {
          yield Optional.of(Orders.Begun.SUSPENDED);
        }
        yield taken(serial) || certificate(serial).revocation().isPresent()
            ? Optional.of(Orders.Begun.REPLACED)
            : Optional.empty();
      }
      case Claim.Replacement(Serial serial) ->
          taken(serial) ? Optional.of(Orders.Begun.REPLACED) : Optional.empty();
      case Claim.Names() -> Optional.empty();
    };
  }

  private boolean taken(Serial serial) {
    return store.claimants.containsKey(serial) || certificate(serial).replacedBy().isPresent();
  }

  void make(InstitutionId institution, Claim claim, OrderId order) {
    switch (claim) {
      case Claim.Right(var name) -> store.rightHolders.put(seat(institution, name).id(), order);
      case Claim.Renewal(var name, Serial serial) -> store.claimants.put(serial, order);
      case Claim.Replacement(Serial serial) -> store.claimants.put(serial, order);
      case Claim.Names() -> {}
    }
  }

  void free(InstitutionId institution, Claim claim, OrderId order) {
    switch (claim) {
      case Claim.Right(var name) -> store.rightHolders.remove(seat(institution, name).id(), order);
      case Claim.Renewal(var name, Serial serial) -> store.claimants.remove(serial, order);
      case Claim.Replacement(Serial serial) -> store.claimants.remove(serial, order);
      case Claim.Names() -> {}
    }
  }

  /// Why the order can no longer be completed, if so.
  Optional<IssuanceState.Failed> failure(InstitutionId institution, Claim claim, OrderId order) {
    Optional<Failure> failure =
        switch (claim) {
          case Claim.Right(var name) ->
              order.equals(store.rightHolders.get(seat(institution, name).id()))
                  ? Optional.empty()
                  : Optional.of(
                      new Failure(
                          Reason.NOT_ELIGIBLE, "the seat was changed meanwhile; acquire anew"));
          case Claim.Renewal(var name, Serial serial) ->
              order.equals(store.claimants.get(serial))
                      && certificate(serial).revocation().isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      new Failure(
                          Reason.UNAUTHORIZED, "the seat was changed meanwhile; renew again"));
          case Claim.Replacement(Serial serial) -> Optional.empty();
          case Claim.Names() -> Optional.empty();
        };
    return failure.map(IssuanceState.Failed::new);
  }

  /// @return whether a certificate was superseded
  boolean redeem(InstitutionId institution, Claim claim, OrderId order, Entry entry) {
    int before = store.revocations.size();
    switch (claim) {
      case Claim.Right(var name) -> {
        Subscriber seat = seat(institution, name);
        store.subscribers.put(seat.id(), Seats.right(seat, Optional.empty()));
        store.certificates.replaceAll(
            (serial, c) -> isGood(c, institution, name, entry.at()) ? superseded(c, entry) : c);
      }
      case Claim.Renewal(var name, Serial serial) -> replace(serial, order);
      case Claim.Replacement(Serial serial) -> replace(serial, order);
      case Claim.Names() -> {}
    }
    free(institution, claim, order);
    return store.revocations.size() > before;
  }

  private static boolean isGood(
      Certificate c, InstitutionId institution, SubscriberName name, Instant now) {
    return c.institution().equals(institution)
        && c.seat().filter(name::equals).isPresent()
        && c.stateAt(now) == Certificate.State.ISSUED;
  }

  private Certificate superseded(Certificate certificate, Entry issued) {
    Certificate.Revocation revocation =
        new Certificate.Revocation(issued.at(), Optional.of(RevocationReason.SUPERSEDED));
    store.note(revocation.entry(certificate.serial(), issued));
    return store.revoked(certificate, revocation);
  }

  private void replace(Serial serial, OrderId order) {
    Certificate c = certificate(serial);
    store.certificates.put(
        serial,
        new Certificate(
            c.serial(),
            c.issuer(),
            c.shard(),
            c.institution(),
            c.account(),
            c.order(),
            c.identifiers(),
            c.profile(),
            c.der(),
            c.spkiDigest(),
            c.notBefore(),
            c.notAfter(),
            c.revocation(),
            Optional.of(order)));
  }

  private Subscriber seat(InstitutionId institution, SubscriberName name) {
    return store.everNamed(institution, name).orElseThrow();
  }

  private Certificate certificate(Serial serial) {
    return Objects.requireNonNull(store.certificates.get(serial));
  }
}
