package shomei.enrollment.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.enrollment.Failure.CodeFault;

/// What people type and pages open.
final class LinksAndCodesTest {

  @ParameterizedTest
  @ValueSource(strings = {"ABCD2345", "abcd-2345", " a b c d 2 3 4 5 ", "ＡＢＣＤ－２３４５", "ABCD–2345"})
  void aCodeIsReadHoweverItIsTyped(String typed) {
    assertThat(PairingCode.typed(typed).text()).isEqualTo("ABCD2345");
  }

  @Test
  void whatCannotBeACodeIsRefusedWithTheReason() {
    assertFault(CodeFault.LENGTH, "ABCD234", "ABCD23456", "", " - ");
    assertFault(CodeFault.LOOKALIKE, "ABCD234O", "ABCDI345", "abcdi345", "ABCD2340", "1BCD2345");
    assertFault(CodeFault.SIGN, "ABCD_345", "ABCD\u0000345", "--server=x", "あいうえおかきく", "ABCDÉ345");
  }

  private static void assertFault(CodeFault fault, String... codes) {
    for (String code : codes) {
      assertFailure(new Failure.BadCode(fault), () -> PairingCode.typed(code));
    }
  }

  @Test
  void aLinkNamesTheInstitutionsDirectory() {
    PairingLink link = PairingLink.parse("shomei://bank.example/kita/ABCD2345");
    PairingLink port = PairingLink.parse("shomei://localhost:8443/kita-2/ABCD2345");

    assertThat(link.directory()).isEqualTo(URI.create("https://bank.example/acme/kita/directory"));
    assertThat(link.code().text()).isEqualTo("ABCD2345");
    assertThat(port.directory())
        .isEqualTo(URI.create("https://localhost:8443/acme/kita-2/directory"));
    assertThat(PairingLink.parse("shomei://bank.example:443/kita/ABCD2345")).isEqualTo(link);
  }

  @Test
  void aLinkThatIsNotQuiteOneIsNone() {
    String right = "shomei://bank.example/kita/ABCD2345";
    List<String> wrong =
        List.of(
            right + "\n",
            right + " --state x",
            right + "/",
            right + "?x",
            right + "\u0000",
            " " + right,
            "SHOMEI://bank.example/kita/ABCD2345",
            "shomei:bank.example/kita/ABCD2345",
            "shomei://BANK.example/kita/ABCD2345",
            "shomei://bank.example/kita/abcd2345",
            "shomei://bank.example/kita/ABCD234O",
            "shomei://user@bank.example/kita/ABCD2345",
            "shomei://-bank.example/kita/ABCD2345",
            "shomei://bank..example/kita/ABCD2345",
            "shomei://.bank.example/kita/ABCD2345",
            "shomei://bank.example./kita/ABCD2345",
            "shomei://bank.example:0/kita/ABCD2345",
            "shomei://bank.example:65536/kita/ABCD2345",
            "shomei://bank.example:/kita/ABCD2345",
            "shomei://bänk.example/kita/ABCD2345",
            "shomei://bank.example/kita/../x/ABCD2345",
            "shomei://" + "a".repeat(61) + "/kita/ABCD2345",
            "shomei://" + "a".repeat(60) + ":65535/" + "i".repeat(21) + "/ABCD2345",
            "");
    for (String text : wrong) {
      assertFailure(new Failure.BadLink(), () -> PairingLink.parse(text));
    }
  }

  @Test
  void whatIsMeantAsALinkIsNeverTakenForACode() {
    assertThat(PairingLink.isMeant("Shomei:x")).isTrue();
    assertThat(PairingLink.isMeant("ABCD2345")).isFalse();
  }

  private static void assertFailure(Failure failure, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            EnrollmentException.class, told -> assertThat(told.failure()).isEqualTo(failure));
  }
}
