package shomei.postgres.subscriber;

import static org.jooq.impl.DSL.val;
import static shomei.postgres.schema.Tables.PIN_ATTEMPT;
import static shomei.postgres.schema.Tables.PIN_PAUSE;
import static shomei.postgres.schema.Tables.SUBSCRIBER;

import java.time.Instant;
import java.util.Map;
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
import shomei.domain.subscriber.Registration;
import shomei.domain.subscriber.Subscriber;
import shomei.postgres.schema.tables.records.SubscriberRecord;
import shomei.postgres.sql.RowMapping;

/// The rows of seats, and how a seat's name is looked for.
public final class SubscriberRows {
  static final RowMapping<PinVerifier> CONFIRMATION_VERIFIER =
      RowMapping.<PinVerifier>of(SUBSCRIBER)
          .with(SUBSCRIBER.CONFIRMATION_SALT, pin -> pin.salt().octets())
          .with(SUBSCRIBER.CONFIRMATION_DIGEST, pin -> pin.digest().octets())
          .with(SUBSCRIBER.CONFIRMATION_STRETCH, SubscriberRows::costs);

  static final RowMapping<PinVerifier> LOGIN_VERIFIER =
      RowMapping.<PinVerifier>of(SUBSCRIBER)
          .with(SUBSCRIBER.LOGIN_SALT, pin -> pin.salt().octets())
          .with(SUBSCRIBER.LOGIN_DIGEST, pin -> pin.digest().octets())
          .with(SUBSCRIBER.LOGIN_STRETCH, SubscriberRows::costs);

  public static final RowMapping<KeptPin> LOGIN_PIN =
      RowMapping.<KeptPin>of(SUBSCRIBER)
          .with(LOGIN_VERIFIER, KeptPin::verifier)
          .with(SUBSCRIBER.TEMPORARY_PIN, KeptPin::temporary);

  static final RowMapping<KeptPin> CONFIRMATION_PIN =
      RowMapping.<KeptPin>of(SUBSCRIBER)
          .with(CONFIRMATION_VERIFIER, KeptPin::verifier)
          .with(SUBSCRIBER.TEMPORARY_CONFIRMATION_PIN, KeptPin::temporary);

  /// What is registered of a seat.
  static final RowMapping<Registration> REGISTRATION =
      RowMapping.<Registration>of(SUBSCRIBER)
          .with(SUBSCRIBER.DISPLAY_NAME, Registration::name)
          .with(SUBSCRIBER.KANA, Registration::kana)
          .with(SUBSCRIBER.MAIL, Registration::mail)
          .with(SUBSCRIBER.LANGUAGE, registered -> registered.language().name());

  /// A seat that is new.
  static final RowMapping<Subscriber> ROW =
      RowMapping.<Subscriber>of(SUBSCRIBER)
          .with(SUBSCRIBER.ID, seat -> seat.id().value())
          .with(SUBSCRIBER.INSTITUTION, seat -> seat.institution().value())
          .with(SUBSCRIBER.CONTRACT_ID, seat -> seat.name().contractId())
          .with(SUBSCRIBER.USER_ID, seat -> userId(seat.name()))
          .with(REGISTRATION, Subscriber::registration)
          .with(SUBSCRIBER.SUSPENDED, Subscriber::suspended)
          .with(LOGIN_PIN, seat -> new KeptPin(seat.loginPin(), seat.temporaryPin()))
          .with(
              CONFIRMATION_PIN,
              seat -> new KeptPin(seat.confirmationPin(), seat.temporaryConfirmationPin()))
          .with(SUBSCRIBER.RIGHT_OPENS_AT, seat -> seat.right().orElse(null))
          .with(SUBSCRIBER.LETTER_CODE, seat -> code(seat.letterCode()))
          .with(SUBSCRIBER.ACTIVATED, Subscriber::activated)
          .with(SUBSCRIBER.REVISION, Subscriber::revision);

  /// @param temporary whether it must be changed at its first use
  public record KeptPin(PinVerifier verifier, boolean temporary) {}

  private SubscriberRows() {}

  public static Subscriber read(SubscriberRecord row) {
    return new Subscriber(
        new SubscriberId(row.getId()),
        new InstitutionId(row.getInstitution()),
        new SubscriberName(
            row.getContractId(), Optional.of(row.getUserId()).filter(user -> !user.isEmpty())),
        row.getDisplayName(),
        row.getKana(),
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
        row.getTemporaryConfirmationPin(),
        Optional.ofNullable(row.getRightOpensAt()),
        Optional.ofNullable(row.getLetterCode()).map(Octets::of),
        row.getActivated(),
        row.getRevision());
  }

  /// The columns of a right to acquire.
  ///
  /// @param opens empty: it is closed
  /// @param letterCode the digest of its code, where it has one
  public static Map<Field<?>, Field<?>> right(
      Optional<Instant> opens, Optional<Octets> letterCode) {
    return Map.of(
        SUBSCRIBER.RIGHT_OPENS_AT,
        val(opens.orElse(null), SUBSCRIBER.RIGHT_OPENS_AT),
        SUBSCRIBER.LETTER_CODE,
        val(code(letterCode), SUBSCRIBER.LETTER_CODE));
  }

  private static byte @Nullable [] code(Optional<Octets> digest) {
    return digest.map(Octets::octets).orElse(null);
  }

  /// Empty for the administrator.
  public static String userId(SubscriberName name) {
    return name.userId().orElse("");
  }

  public static Condition named(InstitutionId institution, SubscriberName name) {
    return named(val(institution.value()), val(name.contractId()), val(userId(name)));
  }

  /// Who was deleted has no name.
  public static Condition named(
      Field<String> institution, Field<String> contract, Field<String> user) {
    return everNamed(institution, contract, user).and(SUBSCRIBER.DELETED_AT.isNull());
  }

  static Condition everNamed(InstitutionId institution, SubscriberName name) {
    return everNamed(val(institution.value()), val(name.contractId()), val(userId(name)));
  }

  private static Condition everNamed(
      Field<String> institution, Field<String> contract, Field<String> user) {
    return SUBSCRIBER
        .INSTITUTION
        .eq(institution)
        .and(SUBSCRIBER.CONTRACT_ID.eq(contract))
        .and(SUBSCRIBER.USER_ID.eq(user));
  }

  static Condition is(SubscriberId id) {
    return SUBSCRIBER.ID.eq(id.value()).and(SUBSCRIBER.DELETED_AT.isNull());
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

  static Condition pausesAt(InstitutionId institution, SubscriberName name) {
    return pausesAt(val(institution.value()), val(name.contractId()), val(userId(name)));
  }

  static Condition pausesAt(Field<String> institution, Field<String> contract, Field<String> user) {
    return PIN_PAUSE
        .INSTITUTION
        .eq(institution)
        .and(PIN_PAUSE.CONTRACT_ID.eq(contract))
        .and(PIN_PAUSE.USER_ID.eq(user));
  }

  private static Integer @Nullable [] costs(PinVerifier pin) {
    return pin.stretch()
        .map(cost -> new Integer[] {cost.memoryKib(), cost.iterations(), cost.lanes()})
        .orElse(null);
  }

  static Optional<Policy.Stretch> stretch(Integer @Nullable [] costs) {
    return Optional.ofNullable(costs).map(cost -> new Policy.Stretch(cost[0], cost[1], cost[2]));
  }
}
