package shomei.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.awt.Component;
import java.awt.Container;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shomei.desktop.part.Parts;
import shomei.desktop.screen.HomeScreen;
import shomei.enrollment.StoreLocation;
import shomei.enrollment.state.CertificateSummary;
import shomei.enrollment.state.Profile;
import shomei.enrollment.state.ProfileSettings;
import shomei.enrollment.state.StateDirectory;
import shomei.tool.talk.Texts;

/// What becomes of a choice when the servers' advice comes.
final class HomeScreenTest {
  private static final URI SERVER = URI.create("https://bank.example/acme/directory");
  private static final Instant LATER = Instant.parse("2027-11-01T00:00:00Z");

  @TempDir private Path folder;
  private final List<Profile> renewed = new ArrayList<>();
  private HomeScreen screen;
  private JList<?> list;
  private JButton renew;
  private StateDirectory state;

  @BeforeEach
  void open() {
    state = new StateDirectory(folder);
    Parts parts = new Parts(Texts.in(Locale.ENGLISH, ZoneOffset.UTC).over(Desk.BUNDLE));
    screen = new HomeScreen(parts, new Renewals());
    list = (JList<?>) named("home.list");
    renew = (JButton) named("home.renew");
  }

  @Test
  void aButtonThatIsBeingPressedWhenAdviceComesActsAllTheSame() {
    show(held("taro"));
    renew.getModel().setArmed(true);
    renew.getModel().setPressed(true);
    show(held("taro").advised(LATER, Instant.EPOCH));
    renew.getModel().setPressed(false);
    assertThat(renewed).extracting(one -> one.settings().subscriber()).containsExactly("taro");
  }

  @Test
  void adviceLeavesTheChosenCertificateChosen() {
    show(held("taro"), held("hanako"));
    assertThat(list.getSelectedIndex()).isZero();
    list.setSelectedIndex(1);
    show(held("taro").advised(Instant.EPOCH, LATER), held("hanako").advised(LATER, Instant.EPOCH));
    assertThat(list.getSelectedIndex()).isEqualTo(1);
    assertThat(renew.isEnabled()).isTrue();
  }

  @Test
  void whatWasAcquiredMeanwhileIsChosenAndNothingThatIsNotHeldCanBeRenewed() {
    show(notHeld("taro"));
    assertThat(renew.isEnabled()).isFalse();
    show(notHeld("taro"), held("hanako"));
    assertThat(list.getSelectedIndex()).isEqualTo(1);
    assertThat(renew.isEnabled()).isTrue();
    show(notHeld("taro"), notHeld("hanako"));
    assertThat(renew.isEnabled()).isFalse();
  }

  private void show(CertificateSummary... certificates) {
    screen.show(List.of(certificates), Optional.empty());
  }

  private CertificateSummary held(String subscriber) {
    CertificateSummary.Subject subject =
        new CertificateSummary.Subject(
            "Bank", null, subscriber, "01", "CN=Bank CA", Instant.EPOCH, LATER);
    return new CertificateSummary(
        profile(subscriber),
        CertificateSummary.State.ISSUED,
        Optional.of(subject),
        CertificateSummary.Renewable.UNKNOWN,
        null);
  }

  private CertificateSummary notHeld(String subscriber) {
    return CertificateSummary.of(profile(subscriber), Instant.EPOCH);
  }

  private Profile profile(String subscriber) {
    return state.open(
        SERVER,
        subscriber,
        file -> ProfileSettings.fresh(SERVER, subscriber, StoreLocation.ofFile(file + "/key.p12")));
  }

  private Component named(String name) {
    return parts(screen.component())
        .filter(part -> name.equals(part.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Component> parts(Container container) {
    return Stream.of(container.getComponents())
        .flatMap(
            part ->
                part instanceof Container inner
                    ? Stream.concat(Stream.of(part), parts(inner))
                    : Stream.of(part));
  }

  private final class Renewals implements HomeScreen.Acts {
    @Override
    public void issue() {
      fail("nothing is acquired here");
    }

    @Override
    public void renew(Profile profile) {
      renewed.add(profile);
    }

    @Override
    public void code() {
      fail("no code is typed here");
    }

    @Override
    public void takeUp() {
      fail("nothing is taken up here");
    }
  }
}
