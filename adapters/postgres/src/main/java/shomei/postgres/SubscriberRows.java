package shomei.postgres;

import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.CERTIFICATE;
import static shomei.postgres.schema.Tables.PIN_ATTEMPT;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import shomei.domain.credential.PinVerifier;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.Subscriber;
import shomei.postgres.schema.tables.records.SubscriberRecord;

/// The rows of seats, and how a seat's name is looked for.
final class SubscriberRows {
  private SubscriberRows() {}

  static Subscriber read(SubscriberRecord row) {
    return new Subscriber(
        new SubscriberId(row.getId()),
        new InstitutionId(row.getInstitution()),
        new SubscriberName(
            row.getContractId(), Optional.of(row.getUserId()).filter(user -> !user.isEmpty())),
        row.getDisplayName(),
        row.getMail(),
        Subscriber.Language.valueOf(row.getLanguage()),
        row.getSuspended(),
        new PinVerifier(
            Octets.of(row.getLoginSalt()),
            Octets.of(row.getLoginDigest()),
            stretch(row.getLoginStretch())),
        new PinVerifier(
            Octets.of(row.getConfirmationSalt()),
            Octets.of(row.getConfirmationDigest()),
            stretch(row.getConfirmationStretch())),
        row.getTemporaryPin(),
        Optional.ofNullable(row.getRightOpensAt()));
  }

  /// A row of a seat that is new.
  static SubscriberRecord write(Subscriber seat) {
    SubscriberRecord row = SUBSCRIBER.newRecord();
    row.setId(seat.id().value());
    row.setInstitution(seat.institution().value());
    row.setContractId(seat.name().contractId());
    row.setUserId(userId(seat.name()));
    row.setDisplayName(seat.displayName());
    row.setMail(seat.mail());
    row.setLanguage(seat.language().name());
    row.setSuspended(seat.suspended());
    writeLoginPin(row, seat.loginPin(), seat.temporaryPin());
    writeConfirmationPin(row, seat.confirmationPin());
    row.setRightOpensAt(seat.right().orElse(null));
    return row;
  }

  /// The columns of a login PIN that its holder has chosen.
  static SubscriberRecord loginPin(PinVerifier pin) {
    SubscriberRecord row = SUBSCRIBER.newRecord();
    writeLoginPin(row, pin, false);
    return row;
  }

  static void writeLoginPin(SubscriberRecord row, PinVerifier pin, boolean temporary) {
    row.setLoginSalt(pin.salt().octets());
    row.setLoginDigest(pin.digest().octets());
    row.setLoginStretch(costs(pin));
    row.setTemporaryPin(temporary);
  }

  static void writeConfirmationPin(SubscriberRecord row, PinVerifier pin) {
    row.setConfirmationSalt(pin.salt().octets());
    row.setConfirmationDigest(pin.digest().octets());
    row.setConfirmationStretch(costs(pin));
  }

  /// Empty for the administrator.
  static String userId(SubscriberName name) {
    return name.userId().orElse("");
  }

  static Condition named(InstitutionId institution, SubscriberName name) {
    return named(val(institution.value()), val(name.contractId()), val(userId(name)));
  }

  static Condition named(Field<String> institution, Field<String> contract, Field<String> user) {
    return SUBSCRIBER
        .INSTITUTION
        .eq(institution)
        .and(SUBSCRIBER.CONTRACT_ID.eq(contract))
        .and(SUBSCRIBER.USER_ID.eq(user));
  }

  static Condition attemptsAt(InstitutionId institution, SubscriberName name) {
    return attemptsAt(val(institution.value()), val(name.contractId()), val(userId(name)));
  }

  static Condition attemptsAt(
      Field<String> institution, Field<String> contract, Field<String> user) {
    return PIN_ATTEMPT
        .INSTITUTION
        .eq(institution)
        .and(PIN_ATTEMPT.CONTRACT_ID.eq(contract))
        .and(PIN_ATTEMPT.USER_ID.eq(user));
  }

  static Condition certificatesOf(InstitutionId institution, SubscriberName name) {
    return certificatesOf(val(institution.value()), val(name.contractId()), val(userId(name)));
  }

  static Condition certificatesOf(
      Field<String> institution, Field<String> contract, Field<String> user) {
    return CERTIFICATE
        .INSTITUTION
        .eq(institution)
        .and(CERTIFICATE.CONTRACT_ID.eq(contract))
        .and(CERTIFICATE.USER_ID.eq(user));
  }

  private static Integer @Nullable [] costs(PinVerifier pin) {
    return pin.stretch()
        .map(cost -> new Integer[] {cost.memoryKib(), cost.iterations(), cost.lanes()})
        .orElse(null);
  }

  private static Optional<Policy.Stretch> stretch(Integer @Nullable [] costs) {
    return Optional.ofNullable(costs).map(cost -> new Policy.Stretch(cost[0], cost[1], cost[2]));
  }
}
