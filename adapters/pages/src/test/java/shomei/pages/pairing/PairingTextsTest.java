package shomei.pages.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shomei.domain.account.Binding;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.pairing.PairingCode;
import shomei.pages.text.Language;
import shomei.pages.text.Texts;
import shomei.pages.text.Words;

final class PairingTextsTest {
  private final Set<String> keys = Texts.in(Language.JA).keys();

  @Test
  void everyStageOfEveryActHasItsWords() {
    for (Stage stage : Stage.values()) {
      assertThat(keys).contains("pairing.status." + stage.tag(), "pairing.then." + stage.tag());
      for (Binding.Act act : List.of(Binding.Act.ACQUIRE, Binding.Act.RENEW)) {
        assertThat(keys).contains("pairing." + Words.tag(act) + "." + Words.tag(stage.screen()));
      }
    }
  }

  @Test
  void everyInterruptionHasItsWords() {
    for (Interruption why : Interruption.values()) {
      assertThat(keys).contains(why.text());
    }
  }

  @Test
  void aToolsWordChoosesAmongOursAndOthersAreOne() {
    assertThat(Interruption.of("inUse")).isEqualTo(Interruption.IN_USE);
    assertThat(Interruption.of("silent")).isEqualTo(Interruption.SILENT);
    assertThat(Interruption.of("<script>")).isEqualTo(Interruption.OTHER);
  }

  @Test
  void aLinkThatTheToolWouldNotTakeIsNotWritten() {
    PairingCode code = PairingCode.read("abcd-2345").orElseThrow();
    var kita = new InstitutionId("kita");
    assertThat(new AppLink(URI.create("https://CA.Bank.example:8443")).to(kita, code))
        .contains("shomei://ca.bank.example:8443/kita/ABCD2345");
    assertThat(new AppLink(URI.create("https://ca.bank.example")).to(kita, code))
        .contains("shomei://ca.bank.example/kita/ABCD2345");
    String longHost = "a".repeat(50) + ".bank.example";
    assertThat(new AppLink(URI.create("https://" + longHost)).to(kita, code)).isEmpty();
    assertThat(
            new AppLink(URI.create("https://ca.bank.example"))
                .to(new InstitutionId("a-name-of-more-than-20"), code))
        .isEmpty();
  }
}
