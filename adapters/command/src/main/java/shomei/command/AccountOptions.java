package shomei.command;

import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import shomei.domain.subscriber.BankAccount;

/// The account by which an administrator is known, where the policy says so.
final class AccountOptions {
  @ArgGroup(exclusive = false)
  private Optional<Parts> parts = Optional.empty();

  private static final class Parts {
    @Option(
        names = "--branch",
        required = true,
        description = "The branch's three digits, where the policy knows corporations by account.")
    private String branch = "";

    @Option(
        names = "--account-kind",
        required = true,
        description = "The account's kind: ${COMPLETION-CANDIDATES}.")
    private BankAccount.Kind kind = BankAccount.Kind.ORDINARY;

    @Option(
        names = "--account-number",
        required = true,
        description = "The account's number, up to seven digits.")
    private String number = "";
  }

  Optional<BankAccount> account() {
    return parts.map(one -> BankAccount.of(one.branch, one.kind, one.number));
  }
}
