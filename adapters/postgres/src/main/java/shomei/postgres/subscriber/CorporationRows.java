package shomei.postgres.subscriber;

import static shomei.postgres.schema.Tables.CORPORATION;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.Corporation;
import shomei.postgres.schema.tables.records.CorporationRecord;
import shomei.postgres.sql.RowMapping;

/// The rows of corporations.
final class CorporationRows {
  static final RowMapping<Corporation> ROW =
      RowMapping.<Corporation>of(CORPORATION)
          .with(CORPORATION.INSTITUTION, corporation -> corporation.institution().value())
          .with(CORPORATION.CONTRACT_ID, Corporation::contractId)
          .with(CORPORATION.NAME, Corporation::name)
          .with(CORPORATION.MAILS, corporation -> array(corporation.mails()))
          .with(CORPORATION.BRANCH, one -> one.account().map(BankAccount::branch).orElse(null))
          .with(
              CORPORATION.ACCOUNT_KIND,
              one -> one.account().map(account -> account.kind().name()).orElse(null))
          .with(
              CORPORATION.ACCOUNT_NUMBER,
              one -> one.account().map(BankAccount::number).orElse(null));

  private CorporationRows() {}

  static Corporation read(CorporationRecord row) {
    return new Corporation(
        new InstitutionId(row.getInstitution()),
        row.getContractId(),
        row.getName(),
        List.of(row.getMails()),
        Optional.ofNullable(row.getBranch())
            .map(
                branch ->
                    new BankAccount(
                        branch,
                        BankAccount.Kind.valueOf(row.getAccountKind()),
                        row.getAccountNumber())));
  }

  static Condition is(InstitutionId institution, String contractId) {
    return CORPORATION
        .INSTITUTION
        .eq(institution.value())
        .and(CORPORATION.CONTRACT_ID.eq(contractId));
  }

  static Condition has(InstitutionId institution, BankAccount account) {
    return CORPORATION
        .INSTITUTION
        .eq(institution.value())
        .and(CORPORATION.BRANCH.eq(account.branch()))
        .and(CORPORATION.ACCOUNT_KIND.eq(account.kind().name()))
        .and(CORPORATION.ACCOUNT_NUMBER.eq(account.number()));
  }

  static String[] array(List<String> texts) {
    return texts.toArray(String[]::new);
  }
}
