package shomei.postgres.pairing;

import static shomei.postgres.schema.Tables.PAIRING;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shomei.domain.account.Binding;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.Serial;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.pairing.Pairing;
import shomei.domain.pairing.PairingId;
import shomei.domain.pairing.Tool;
import shomei.postgres.schema.tables.records.PairingRecord;
import shomei.postgres.sql.RowMapping;
import shomei.postgres.subscriber.SubscriberRows;

/// The rows of pairings.
final class PairingRows {
  /// What changes.
  static final RowMapping<Pairing> CHANGING =
      RowMapping.<Pairing>of(PAIRING)
          .with(PAIRING.ACCOUNT, of(tool -> tool.account().value()))
          .with(PAIRING.PC, of(Tool::pc))
          .with(PAIRING.OS_USER, of(Tool::osUser))
          .with(PAIRING.VERSION, of(Tool::version))
          .with(PAIRING.STORES, of(tool -> tool.stores().toArray(String[]::new)))
          .with(PAIRING.STATE, pairing -> Name.of(pairing.state()).name())
          .with(PAIRING.ASKS, in(Pairing.State.Found.class, Pairing.State.Found::asks))
          .with(PAIRING.KID, in(Pairing.State.Confirmed.class, state -> state.kid().orElse(null)))
          .with(PAIRING.STEP, in(Pairing.State.Processing.class, Pairing.State.Processing::step))
          .with(PAIRING.STEPS, in(Pairing.State.Processing.class, Pairing.State.Processing::steps))
          .with(
              PAIRING.REASON,
              in(Pairing.State.Interrupted.class, Pairing.State.Interrupted::reason))
          .with(
              PAIRING.CERTIFICATE,
              in(Pairing.State.Valid.class, state -> state.certificate().hex()))
          .with(PAIRING.STORE, in(Pairing.State.Valid.class, Pairing.State.Valid::store))
          .with(PAIRING.SEEN, Pairing::seen)
          .with(PAIRING.REVISION, Pairing::revision);

  /// All but the code.
  static final RowMapping<Pairing> ROW =
      CHANGING
          .with(PAIRING.ID, pairing -> pairing.id().value())
          .with(PAIRING.INSTITUTION, pairing -> pairing.institution().value())
          .with(PAIRING.ACT, pairing -> pairing.wanted().act().name())
          .with(PAIRING.CONTRACT_ID, pairing -> pairing.wanted().seat().contractId())
          .with(PAIRING.USER_ID, pairing -> SubscriberRows.userId(pairing.wanted().seat()))
          .with(
              PAIRING.RENEWED, pairing -> pairing.wanted().renewed().map(Serial::hex).orElse(null))
          .with(PAIRING.OPENER, pairing -> pairing.wanted().from().name())
          .with(PAIRING.BROWSER, pairing -> pairing.browser().octets())
          .with(PAIRING.NUMBER, Pairing::number)
          .with(PAIRING.OPENED, Pairing::opened);

  /// How a state is called in the database.
  enum Name {
    OPEN,
    FOUND,
    CONFIRMED,
    PROCESSING,
    INTERRUPTED,
    VALID,
    REFUSED,
    EXPIRED;

    static Name of(Pairing.State state) {
      return switch (state) {
        case Pairing.State.Open() -> OPEN;
        case Pairing.State.Found(_) -> FOUND;
        case Pairing.State.Confirmed(_) -> CONFIRMED;
        case Pairing.State.Processing(_, _) -> PROCESSING;
        case Pairing.State.Interrupted(_) -> INTERRUPTED;
        case Pairing.State.Valid(_, _) -> VALID;
        case Pairing.State.Refused() -> REFUSED;
        case Pairing.State.Expired() -> EXPIRED;
      };
    }
  }

  private PairingRows() {}

  private static <V> RowMapping.Part<Pairing, V> of(Function<Tool, V> part) {
    return pairing -> pairing.tool().map(part).orElse(null);
  }

  private static <S extends Pairing.State, V> RowMapping.Part<Pairing, V> in(
      Class<S> state, RowMapping.Part<S, V> part) {
    return pairing ->
        state.isInstance(pairing.state()) ? part.of(state.cast(pairing.state())) : null;
  }

  static Pairing read(PairingRecord row) {
    return new Pairing(
        new PairingId(row.getId()),
        new InstitutionId(row.getInstitution()),
        new Pairing.Wanted(
            Binding.Act.valueOf(row.getAct()),
            new SubscriberName(
                row.getContractId(), Optional.of(row.getUserId()).filter(user -> !user.isEmpty())),
            Optional.ofNullable(row.getRenewed()).map(Serial::new),
            Pairing.Opener.valueOf(row.getOpener())),
        Octets.of(row.getBrowser()),
        row.getNumber(),
        Optional.ofNullable(row.getAccount()).map(account -> tool(new AccountId(account), row)),
        state(row),
        row.getOpened(),
        row.getSeen(),
        row.getRevision());
  }

  private static Tool tool(AccountId account, PairingRecord row) {
    return new Tool(
        account, row.getPc(), row.getOsUser(), row.getVersion(), List.of(row.getStores()));
  }

  private static Pairing.State state(PairingRecord row) {
    return switch (Name.valueOf(row.getState())) {
      case OPEN -> new Pairing.State.Open();
      case FOUND -> new Pairing.State.Found(row.getAsks());
      case CONFIRMED -> new Pairing.State.Confirmed(text(row.getKid()));
      case PROCESSING -> new Pairing.State.Processing(row.getStep(), row.getSteps());
      case INTERRUPTED -> new Pairing.State.Interrupted(row.getReason());
      case VALID -> new Pairing.State.Valid(new Serial(row.getCertificate()), row.getStore());
      case REFUSED -> new Pairing.State.Refused();
      case EXPIRED -> new Pairing.State.Expired();
    };
  }

  private static Optional<String> text(@Nullable String column) {
    return Optional.ofNullable(column);
  }
}
