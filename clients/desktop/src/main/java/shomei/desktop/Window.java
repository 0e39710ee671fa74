package shomei.desktop;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLightLaf;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.swing.JOptionPane;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import shomei.desktop.instance.SingleInstance;
import shomei.desktop.setting.Settings;
import shomei.desktop.setting.Settings.Look;
import shomei.desktop.setting.SystemLook;
import shomei.enrollment.EnrollmentException;
import shomei.tool.ToolContext;
import shomei.tool.outcome.ExitCode;
import shomei.tool.outcome.Explanation;
import shomei.tool.outcome.Explanations;
import shomei.tool.talk.Texts;

/// Opens the window, or hands over to the one that is open.
final class Window {

  private Window() {}

  /// Returns when the window was closed, or at once where another took over.
  ///
  /// @return what the process should end with; see [ExitCode]
  static int open(Start.Wanted wanted) {
    ToolContext context = ToolContext.ofProcess();
    Path home = context.home().resolve(".shomei");
    Path state = Optional.ofNullable(wanted.state()).orElse(home);
    String link = Optional.ofNullable(wanted.link()).orElse("");
    Settings settings = Settings.read(state);
    Locale language =
        wanted.language() == null
            ? settings.language(context.language())
            : Locale.forLanguageTag(wanted.language());
    Texts texts = Texts.in(language, context.zone()).over(Desk.BUNDLE);
    CountDownLatch closed = new CountDownLatch(1);
    try {
      Optional<SingleInstance> first = SingleInstance.claim(state, link, context.waiter());
      if (first.isEmpty()) {
        return ExitCode.OK.number();
      }
      SwingUtilities.invokeLater(
          () -> {
            dress(settings, context);
            Desk desk =
                new Desk(context, state, language, settings, first.get(), closed::countDown);
            desk.open();
            first.get().listen(later -> SwingUtilities.invokeLater(() -> desk.handed(later)));
            if (!link.isEmpty()) {
              desk.handed(link);
            }
          });
      closed.await();
    } catch (IOException | InterruptedException blocked) {
      context
          .err()
          .println(texts.say("window.blocked", state, String.valueOf(blocked.getMessage())));
    } catch (EnrollmentException noState) {
      Explanation why = Explanations.of(noState.failure(), true);
      String words = texts.say(why.text(), why.arguments().toArray());
      context.err().println(words);
      dress(settings, context);
      show(words, texts.say("window.title"));
      return why.code().number();
    }
    return ExitCode.OK.number();
  }

  /// Where there can be no window, such as in a home that cannot be written: who started it from a
  /// menu sees no standard error.
  private static void show(String words, String title) {
    JOptionPane pane =
        new JOptionPane(words, JOptionPane.ERROR_MESSAGE) {
          private static final long serialVersionUID = 1L;

          @Override
          public int getMaxCharactersPerLineCount() {
            return 60;
          }
        };
    pane.createDialog(title).setVisible(true);
  }

  /// Colours and sizes; call it before any part is made.
  static void dress(Settings settings, ToolContext context) {
    UIManager.put("defaultFont", new Font(Font.DIALOG, Font.PLAIN, settings.size().points()));
    // Tab leads to the ways on, too
    UIManager.put("ToolBar.focusableButtons", true);
    UIManager.put("ToolBar.arrowKeysOnlyNavigation", false);
    boolean dark =
        settings.look() == Look.DARK
            || settings.look() == Look.SYSTEM && SystemLook.isDark(context.environment());
    boolean set = dark ? FlatDarkLaf.setup() : FlatLightLaf.setup();
    assert set;
  }
}
