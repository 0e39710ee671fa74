package shomei.desktop;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JToolBar;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import shomei.desktop.part.Parts;
import shomei.desktop.screen.Screen;

/// The window itself: the ways on above, one screen, and below what it waits for.
final class DeskFrame extends JFrame {
  private static final long serialVersionUID = 1L;
  private static final Dimension SIZE = new Dimension(760, 560);
  private static final Dimension LEAST = new Dimension(480, 360);

  private final JPanel middle = new JPanel(new BorderLayout());
  private final JTextArea status = Parts.prose("status", " ");
  private final transient List<JButton> ways;
  private transient Screen shown;

  /// @param first is shown first
  DeskFrame(Parts parts, Desk desk, Screen first) {
    super(parts.say("window.title"));
    this.shown = first;
    setName("window");
    ways =
        List.of(
            parts.button("way.home", desk::home),
            parts.button("way.code", desk::code),
            parts.button("way.diagnosis", desk::diagnose),
            parts.button("way.settings", desk::settings));
    JToolBar bar = new JToolBar();
    bar.setFloatable(false);
    bar.getAccessibleContext().setAccessibleName(parts.say("way.name"));
    for (JButton way : ways) {
      way.setFocusable(true);
      bar.add(way);
    }
    status.setFocusable(false);
    status.setBorder(BorderFactory.createEmptyBorder(4, 12, 4, 12));
    add(bar, BorderLayout.NORTH);
    add(middle, BorderLayout.CENTER);
    add(status, BorderLayout.SOUTH);
    setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent closing) {
            desk.close();
          }
        });
  }

  void open() {
    Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    setMinimumSize(within(LEAST, screen));
    setSize(within(SIZE, screen));
    setLocationRelativeTo(null);
    setVisible(true);
  }

  /// Large pixels make a small screen.
  private static Dimension within(Dimension wanted, Rectangle screen) {
    return new Dimension(
        Math.min(wanted.width, screen.width), Math.min(wanted.height, screen.height));
  }

  /// @param free whether the person may go elsewhere
  void show(Screen screen, boolean free) {
    shown = screen;
    middle.removeAll();
    middle.add(screen.component(), BorderLayout.CENTER);
    ways.forEach(way -> way.setEnabled(free));
    middle.revalidate();
    middle.repaint();
    SwingUtilities.invokeLater(screen::shown);
  }

  void free() {
    ways.forEach(way -> way.setEnabled(true));
  }

  boolean isShown(Screen screen) {
    return screen.equals(shown);
  }

  Screen shown() {
    return shown;
  }

  void status(String words) {
    status.setText(words);
    status.getAccessibleContext().setAccessibleName(words);
  }

  @Override
  public void toFront() {
    setExtendedState(getExtendedState() & ~Frame.ICONIFIED);
    super.toFront();
  }
}
