package shomei.command;

import java.util.Optional;
import picocli.CommandLine.Option;
import shomei.domain.subscriber.BankAccount;

/// The account by which an administrator is known, where the policy says so.
final class AccountOptions {
  @Option(
      names = "--branch",
      description =
          "The branch's three digits, where the policy knows an administrator by an account until"
              + " the login ID is acquired.")
  private Optional<String> branch = Optional.empty();

  @Option(
      names = "--account-kind",
      defaultValue = "ORDINARY",
      description = "The account's kind: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private BankAccount.Kind kind = BankAccount.Kind.ORDINARY;

  @Option(names = "--account-number", description = "The account's number, up to seven digits.")
  private Optional<String> number = Optional.empty();

  Optional<BankAccount> account() {
    return branch.isEmpty() && number.isEmpty()
        ? Optional.empty()
        : Optional.of(BankAccount.of(branch.orElse(""), kind, number.orElse("")));
  }
}
