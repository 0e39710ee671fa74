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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.domain.institution.Institution;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.notice.Mail;
import shomei.domain.subscriber.Subscriber.Language;

class MailTextsTest {
  @TempDir private Path folder;

  @Test
  void anInstitutionsOwnTextServesItAndNobodyElse() throws Exception {
    Files.createDirectories(folder.resolve("kita"));
    Files.writeString(
        folder.resolve("kita/expiry.en.txt"), "Ours for {{holder}}\n\n{{days}} days left.\n");
    MailTexts texts = MailTexts.read(Optional.of(folder));

    assertThat(texts.fill(mail("kita"), MailValues.sample()))
        .isEqualTo(new MailTexts.Filled("Ours for holder", "30 days left.\n"));
    assertThat(texts.fill(mail("minami"), MailValues.sample()).subject())
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

    assertThat(
            MailTexts.read(Optional.of(folder)).fill(mail("kita"), MailValues.sample()).subject())
        .isEqualTo("Ours");
  }

  private static Mail mail(String institution) {
    return new Mail(
        new UUID(1, 2),
        new Institution(new InstitutionId(institution), "銀行", "bank", "O", "OU", "biznet"),
        Mail.Text.EXPIRY,
        Language.EN,
        "user@example.co.jp",
        Map.of());
  }
}
