package shomei.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.notice.Mail;
import shomei.domain.subscriber.Subscriber.Language;

class MailTextsTest {
  private static final Map<String, String> EVERYTHING =
      MailValues.samples(Mail.Text.EXPIRY).getLast();

  @TempDir private Path folder;

  @Test
  void anInstitutionsOwnTextServesItAndNobodyElse() throws Exception {
    Files.createDirectories(folder.resolve("kita"));
    Files.writeString(
        folder.resolve("kita/expiry.en.txt"), "Ours for {{holder}}\n\n{{days}} days left.\n");
    MailTexts texts = MailTexts.read(Optional.of(folder));

    assertThat(texts.fill(mail("kita"), EVERYTHING))
        .isEqualTo(new MailTexts.Filled("Ours for holder", "30 days left.\n"));
    assertThat(texts.fill(mail("minami"), EVERYTHING).subject())
        .isEqualTo("bank: your certificate is about to expire");
  }

  @Test
  void everyFaultOfEveryFileIsTold() throws Exception {
    Files.createDirectories(folder.resolve("kita"));
    Files.writeString(folder.resolve("kita/expiry.ja.txt"), "subject {{unknownName}}\n\nbody\n");
    Files.writeString(folder.resolve("kita/expiry.en.txt"), "a subject alone\n");
    Files.writeString(folder.resolve("kita/expired.en.txt"), "subject\n\nbody\n");

    assertThatThrownBy(() -> MailTexts.read(Optional.of(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknownName")
        .hasMessageContaining("expiry.en.txt: the first line is the subject")
        .hasMessageContaining("expired.en.txt: texts are named");
  }

  @Test
  void aTextThatCannotBeReadIsNamedAndHidesNoOther() throws Exception {
    for (String bank : List.of("asahi", "kita", "minami")) {
      Files.createDirectories(folder.resolve(bank));
    }
    Files.writeString(
        folder.resolve("asahi/expiry.ja.txt"), "期限のお知らせ\n\n本文\n", Charset.forName("Shift_JIS"));
    Files.writeString(
        folder.resolve("kita/expiry.ja.txt"), "期限\n\n本文\n", StandardCharsets.UTF_16LE);
    Files.createSymbolicLink(folder.resolve("kita/expiry.en.txt"), folder.resolve("nowhere"));
    Files.writeString(folder.resolve("minami/expiry.en.txt"), "subject {{unknownName}}\n\nbody\n");

    assertThatThrownBy(() -> MailTexts.read(Optional.of(folder)))
        .hasMessageContaining(folder.resolve("asahi/expiry.ja.txt") + ": the file is not UTF-8")
        .hasMessageContaining(folder.resolve("kita/expiry.ja.txt") + ": the file is not UTF-8")
        .hasMessageContaining(folder.resolve("kita/expiry.en.txt") + ": the file cannot be read")
        .hasMessageContaining("unknownName");
  }

  @Test
  void aTextThatWindowsWroteIsRead() throws Exception {
    Files.createDirectories(folder.resolve("kita"));
    Files.writeString(
        folder.resolve("kita/expiry.en.txt"), "\uFEFFOurs\r\n\r\n{{days}} days left.\r\n");

    assertThat(MailTexts.read(Optional.of(folder)).fill(mail("kita"), EVERYTHING).subject())
        .isEqualTo("Ours");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedTextHoldsWithAllThatItMayNameAndWithout(Mail.Text text, Language language) {
    MailTexts texts = MailTexts.read(Optional.empty());
    for (Map<String, String> values : MailValues.samples(text)) {
      MailTexts.Filled filled = texts.fill(mail("kita", text, language), values);
      assertThat(filled.subject()).contains("bank").doesNotContain("{", "}", "12345678901234");
      assertThat(filled.body())
          .contains("12345678901234/user1")
          .doesNotContain("{", "}", "://", "www.", "\n\n\n");
    }
    Map<String, String> toAdministrator = MailValues.samples(text).getLast();
    assertThat(texts.fill(mail("kita", text, language), toAdministrator).body()).contains("holder");
  }

  static Stream<Arguments> shipped() {
    return Stream.of(Mail.Text.values())
        .flatMap(text -> Stream.of(Language.values()).map(one -> Arguments.of(text, one)));
  }

  @ParameterizedTest
  @MethodSource("ofActs")
  void aTextOnAnActTellsWhenWhereFromAndWhomToCall(Mail.Text text, Language language) {
    MailTexts texts = MailTexts.read(Optional.empty());
    Mail mail = mail("kita", text, language);
    String whole = texts.fill(mail, MailValues.samples(text).getLast()).body();
    assertThat(whole)
        .contains("1 January 2029", "192.0.2.1", "a PC", "the help desk")
        .contains(language == Language.JA ? "日本時間" : "never ask for your PIN");
    String least = texts.fill(mail, MailValues.samples(text).getFirst()).body();
    assertThat(least)
        .contains(language == Language.JA ? "取引店の窓口" : "the counter of your branch")
        .doesNotContain("192.0.2.1", "a PC", language == Language.JA ? "接続元" : "Network");
  }

  static Stream<Arguments> ofActs() {
    return shipped().filter(one -> one.get()[0] != Mail.Text.EXPIRY);
  }

  @Test
  void aTextMayNameOnlyWhatMailsOfItsKindHave() throws Exception {
    Files.createDirectories(folder.resolve("kita"));
    Files.writeString(folder.resolve("kita/locked.en.txt"), "Locked\n\n{{serial}}\n");
    Files.writeString(folder.resolve("kita/revoked.en.txt"), "Revoked\n\n{{network}}\n");

    assertThatThrownBy(() -> MailTexts.read(Optional.of(folder)))
        .hasMessageContaining("kita/locked.en.txt")
        .hasMessageContaining("serial")
        .hasMessageContaining("kita/revoked.en.txt")
        .hasMessageContaining("network");
  }

  @Test
  void anInstitutionWordsItsMailsOnActs() throws Exception {
    Files.createDirectories(folder.resolve("kita"));
    Files.writeString(
        folder.resolve("kita/pin-changed.en.txt"),
        "Ours\n\n{{at}}{{#network}} from {{network}}{{/network}}\n");
    MailTexts texts = MailTexts.read(Optional.of(folder));
    Mail mail =
        new Mail(
            new UUID(1, 2),
            institution("kita"),
            Mail.Text.PIN_CHANGED,
            Language.EN,
            "user@example.co.jp",
            Map.of("at", "2026-11-29T15:00:00Z", "network", "192.0.2.1"));

    assertThat(texts.fill(mail, MailValues.of(mail)))
        .isEqualTo(new MailTexts.Filled("Ours", "30 November 2026, 00:00:00 JST from 192.0.2.1\n"));
  }

  private static Mail mail(String institution) {
    return mail(institution, Mail.Text.EXPIRY, Language.EN);
  }

  private static Institution institution(String id) {
    return new Institution(new InstitutionId(id), "銀行", "bank", "O", "OU", "biznet");
  }

  private static Mail mail(String institution, Mail.Text text, Language language) {
    return new Mail(
        new UUID(1, 2), institution(institution), text, language, "user@example.co.jp", Map.of());
  }
}
