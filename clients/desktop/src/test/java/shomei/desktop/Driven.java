package shomei.desktop;

import java.awt.AWTException;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javax.accessibility.AccessibleAction;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleSelection;
import javax.imageio.ImageIO;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import shomei.sdk.Waiter;

/// Starts the real window with its arguments, and drives it by what comes on standard input, a line
/// a command, answered by a line: `ok`, `= TEXT` or `! WHY`. Parts are found by their names, and
/// used by their accessible actions, as a screen reader's user would.
///
/// `click NAME` · `start NAME` (the same, without waiting for its end) · `type NAME TEXT` · `choose
/// NAME INDEX` · `text NAME` · `wait NAME [PART]` · `gone NAME` · `shown` · `focus` · `key NAME…`
/// (of [KeyEvent], e.g. `TAB`, `ALT+C`) · `screenshot FILE` · `pid` · `close` · `faults` ([Judge])
/// · `press ACCESSIBLE-NAME` · `background NAME` · `bounds` · `scale` · `focused NAME` (waits) ·
/// `printer FILE` ([FilePrinter]). In texts a line's end is `\n`.
public final class Driven {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int LOOKS = 6000;

  private Driven() {}

  public static void main(String[] args) throws Exception {
    Thread window = Thread.ofPlatform().daemon().start(() -> Start.main(args));
    assert window.isDaemon();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 3);
      try {
        out.println(
            answer(words[0], words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : ""));
      } catch (IllegalStateException | IOException | AWTException | ExecutionException wrong) {
        out.println("! " + wrong.getMessage());
      }
    }
    System.exit(0);
  }

  private static String answer(String command, String name, String rest)
      throws IOException, AWTException, InterruptedException, ExecutionException {
    switch (command) {
      case "click" -> onDesk(() -> act(usable(name)));
      case "start" -> {
        Component part = onDesk(() -> usable(name));
        SwingUtilities.invokeLater(() -> act(part));
      }
      case "type" -> onDesk(() -> type(usable(name), rest));
      case "choose" -> onDesk(() -> choose(usable(name), Integer.parseInt(rest)));
      case "text" -> {
        return "= " + onDesk(() -> text(find(name).orElseThrow(() -> missing(name))));
      }
      case "wait" -> await(name, part -> isUsable(part) && text(part).contains(rest));
      case "gone" -> until(() -> find(name).isEmpty(), () -> name + " is still shown");
      case "shown" -> {
        return "= " + String.join(" ", onDesk(Driven::names));
      }
      case "focus" -> {
        return "= " + onDesk(Driven::focused);
      }
      case "key" -> keys(name);
      case "faults" -> {
        return "= " + String.join("; ", onDesk(() -> Judge.faults(all())));
      }
      case "called" -> {
        String called = (name + " " + rest).strip();
        until(() -> calledIn(called).isPresent(), () -> "nothing is called " + called);
      }
      case "press" -> onDesk(() -> act(calledIn((name + " " + rest).strip()).orElseThrow()));
      case "background" -> {
        return "= " + onDesk(() -> colour(find(name).orElseThrow(() -> missing(name))));
      }
      case "focused" -> until(() -> name.equals(focused()), () -> "the focus is at " + focused());
      case "bounds" -> {
        return "= " + onDesk(Driven::bounds);
      }
      case "scale" -> {
        return "= " + onDesk(Driven::scale);
      }
      case "printer" -> onDesk(() -> FilePrinter.install(Path.of(name)));
      case "pid" -> {
        return "= " + ProcessHandle.current().pid();
      }
      case "screenshot" -> screenshot(new File(name));
      case "close" ->
          onDesk(
              () -> {
                for (java.awt.Window window : java.awt.Window.getWindows()) {
                  window.dispatchEvent(
                      new java.awt.event.WindowEvent(
                          window, java.awt.event.WindowEvent.WINDOW_CLOSING));
                }
              });
      default -> throw new IllegalStateException("no such command: " + command);
    }
    return "ok";
  }

  private static void onDesk(Runnable act) throws InterruptedException, ExecutionException {
    FutureTask<Boolean> task = new FutureTask<>(act, true);
    SwingUtilities.invokeLater(task);
    boolean done = task.get();
    assert done;
  }

  private static <T> T onDesk(Callable<T> look) throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(look);
    SwingUtilities.invokeLater(task);
    return task.get();
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException(
        "nothing is shown that is named " + name + "; there is: " + String.join(" ", names()));
  }

  private static Component usable(String name) {
    Component part = find(name).orElseThrow(() -> missing(name));
    if (!part.isEnabled()) {
      throw new IllegalStateException(name + " is not enabled");
    }
    return part;
  }

  private static boolean isUsable(Component part) {
    return part.isShowing() && part.isEnabled();
  }

  private static Optional<Component> find(String name) {
    return all().stream().filter(part -> name.equals(part.getName())).findFirst();
  }

  private static List<String> names() {
    return all().stream()
        .map(Component::getName)
        .filter(Objects::nonNull)
        .filter(name -> !name.matches("null\\..*|frame\\d+"))
        .toList();
  }

  private static List<Component> all() {
    List<Component> all = new ArrayList<>();
    for (java.awt.Window window : java.awt.Window.getWindows()) {
      if (window.isShowing()) {
        add(window, all);
      }
    }
    return all;
  }

  private static void add(Component part, List<Component> all) {
    if (part.isShowing()) {
      all.add(part);
      if (part instanceof Container container) {
        for (Component inner : container.getComponents()) {
          add(inner, all);
        }
      }
    }
  }

  /// By its accessible name, in a dialog of the platform's.
  private static Optional<Component> calledIn(String name) {
    return all().stream()
        .filter(part -> SwingUtilities.getWindowAncestor(part) instanceof Dialog)
        .filter(part -> part.getAccessibleContext() != null && part.isEnabled())
        .filter(part -> name.equals(part.getAccessibleContext().getAccessibleName()))
        .filter(part -> part.getAccessibleContext().getAccessibleAction() != null)
        .findFirst();
  }

  private static String colour(Component part) {
    Color colour = part.getBackground();
    return colour.getRed() + " " + colour.getGreen() + " " + colour.getBlue();
  }

  private static String bounds() {
    Rectangle bounds = find("window").orElseThrow().getBounds();
    return bounds.x + " " + bounds.y + " " + bounds.width + " " + bounds.height;
  }

  private static String scale() {
    return String.valueOf(
        find("window").orElseThrow().getGraphicsConfiguration().getDefaultTransform().getScaleX());
  }

  private static void act(Component part) {
    AccessibleAction action = part.getAccessibleContext().getAccessibleAction();
    if (action == null || !action.doAccessibleAction(0)) {
      throw new IllegalStateException(part.getName() + " cannot be pressed");
    }
  }

  private static void type(Component part, String text) {
    part.getAccessibleContext().getAccessibleEditableText().setTextContents(text);
  }

  private static void choose(Component part, int index) {
    AccessibleSelection selection = part.getAccessibleContext().getAccessibleSelection();
    selection.clearAccessibleSelection();
    selection.addAccessibleSelection(index);
  }

  private static String text(Component part) {
    String text =
        switch (part) {
          case JTextComponent area -> area.getText();
          case JLabel label -> label.getText();
          default -> {
            AccessibleContext context = part.getAccessibleContext();
            yield context == null ? "" : String.valueOf(context.getAccessibleName());
          }
        };
    return text.replace("\n", "\\n");
  }

  private static String focused() {
    Component owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
    return owner == null ? "" : String.valueOf(owner.getName());
  }

  private static void await(String name, Predicate<Component> is)
      throws InterruptedException, ExecutionException {
    until(
        () -> find(name).filter(is).isPresent(),
        () ->
            name
                + find(name)
                    .map(part -> ": " + text(part))
                    .orElseGet(() -> " is not shown; there is " + names()));
  }

  private static void until(Callable<Boolean> is, Callable<String> otherwise)
      throws InterruptedException, ExecutionException {
    for (int i = 0; i < LOOKS; i++) {
      if (onDesk(is)) {
        return;
      }
      Waiter.quiet().pause(LOOK);
    }
    throw new IllegalStateException(onDesk(otherwise));
  }

  /// Pressed in order and let go the other way round.
  private static void keys(String chord) throws AWTException {
    Robot robot = new Robot();
    List<Integer> codes = new ArrayList<>();
    for (String key : chord.split("\\+")) {
      try {
        codes.add(KeyEvent.class.getField("VK_" + key).getInt(null));
      } catch (ReflectiveOperationException none) {
        throw new IllegalStateException("no key " + key, none);
      }
    }
    codes.forEach(robot::keyPress);
    codes.reversed().forEach(robot::keyRelease);
    robot.waitForIdle();
  }

  private static void screenshot(File file)
      throws AWTException, IOException, InterruptedException, ExecutionException {
    Robot robot = new Robot();
    robot.waitForIdle();
    Rectangle bounds =
        onDesk(
            () -> {
              for (java.awt.Window window : java.awt.Window.getWindows()) {
                if (window.isShowing()) {
                  return window.getBounds();
                }
              }
              throw new IllegalStateException("no window");
            });
    boolean written = ImageIO.write(robot.createScreenCapture(bounds), "png", file);
    assert written;
  }
}
