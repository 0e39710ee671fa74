package shomei.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.subscriber.BankAccount;
import shomei.domain.subscriber.Subscriber.Language;

/// A bank of the demo with one customer.
///
/// @param renewalNeedsPin as its policy has it
/// @param account by which the administrator comes to the login ID, where people acquire theirs
///   first
record Bank(
    Institution institution,
    String contractId,
    String corporation,
    boolean renewalNeedsPin,
    Optional<BankAccount> account,
    List<Person> people) {

  /// Who holds a seat.
  ///
  /// @param userId empty for the administrator
  record Person(Optional<String> userId, String name, String mail, Language language) {}

  SubscriberName seat(Person person) {
    return new SubscriberName(contractId, person.userId());
  }

  /// Somebody more, with whom nothing happens in the demo's story.
  Person left() {
    return new Person(
        Optional.of("user3"),
        "試用 三郎",
        "user3@" + institution.id() + "-customer.example",
        Language.JA);
  }

  /// An institution of each shipped policy for banks.
  static List<Bank> all() {
    return List.of(
        new Bank(
            new Institution(
                new InstitutionId("kita"),
                "きた銀行",
                "Kita Bank",
                "The Kita Bank, Ltd.",
                "The Kita Bank Internet Banking CA",
                "biznet"),
            "12345678901234",
            "株式会社サンプル商事",
            false,
            Optional.empty(),
            people("kita", "user1", "user2")),
        new Bank(
            new Institution(
                new InstitutionId("minami"),
                "みなみ銀行",
                "Minami Bank",
                "The Minami Bank, Ltd.",
                "The Minami Bank Densai CA",
                "densai"),
            "0501D00601",
            "有限会社見本製作所",
            true,
            Optional.of(new BankAccount("001", BankAccount.Kind.ORDINARY, "0000601")),
            people("minami", "S", "T")));
  }

  private static List<Person> people(String bank, String first, String second) {
    return Stream.of(
            new Person(
                Optional.empty(), "管理 一郎", "admin@" + bank + "-customer.example", Language.JA),
            new Person(
                Optional.of(first), "利用 花子", first + "@" + bank + "-customer.example", Language.JA),
            new Person(
                Optional.of(second),
                "Alex User",
                second + "@" + bank + "-customer.example",
                Language.EN))
        .toList();
  }
}
