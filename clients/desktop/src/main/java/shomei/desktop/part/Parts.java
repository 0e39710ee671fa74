package shomei.desktop.part;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.KeyboardFocusManager;
import java.awt.event.ActionEvent;
import java.util.function.Function;
import javax.swing.AbstractAction;
import javax.swing.AbstractButton;
import javax.swing.Action;
import javax.swing.BorderFactory;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingConstants;
import javax.swing.UIManager;
import shomei.tool.talk.Texts;

/// Makes parts with their names, texts and keys. A name is the way by which tests find a part, and
/// the key of its text; an `&` in a text stands before the letter that presses it with Alt.
public final class Parts {
  private static final int GAP = 12;

  private final Texts texts;

  public Parts(Texts texts) {
    this.texts = texts;
  }

  public String say(String key, Object... arguments) {
    return texts.say(key, arguments);
  }

  public Texts texts() {
    return texts;
  }

  public JButton button(String name, Runnable act) {
    JButton button = new JButton();
    button.setName(name);
    label(button, texts.say(name));
    button.addActionListener(pressed -> act.run());
    return button;
  }

  /// Sets a text with its mnemonic.
  public static void label(AbstractButton button, String text) {
    button.setText(text.replace("&", ""));
    int at = text.indexOf('&');
    if (at >= 0 && at + 1 < text.length()) {
      button.setMnemonic(text.charAt(at + 1));
    }
    button.getAccessibleContext().setAccessibleName(button.getText());
  }

  /// A field's label, which is its name for screen readers and the key to it.
  ///
  /// Danger: Swing gives the focus to the label when its key is pressed, and on to the field when
  /// it is released, if the label has it by then: on a busy PC it would stay there. So the field
  /// gets it at once.
  public JLabel label(String key, JComponent field) {
    String text = texts.say(key);
    JLabel label = new JLabel(text.replace("&", ""));
    int at = text.indexOf('&');
    if (at >= 0 && at + 1 < text.length()) {
      label.setDisplayedMnemonic(text.charAt(at + 1));
    }
    label.setLabelFor(field);
    label.getActionMap().put("press", action(field::requestFocusInWindow));
    field.getAccessibleContext().setAccessibleName(label.getText());
    return label;
  }

  public JLabel title(String name, String text) {
    JLabel title = new JLabel(text);
    title.setName(name);
    title.putClientProperty("FlatLaf.styleClass", "h1");
    return title;
  }

  public static JTextField field(String name, int columns) {
    JTextField field = new JTextField(columns);
    field.setName(name);
    return field;
  }

  /// Text over several lines that can be marked and copied, and is read out.
  public static JTextArea prose(String name, String text) {
    JTextArea prose = new JTextArea(text);
    prose.setName(name);
    prose.setEditable(false);
    prose.setLineWrap(true);
    prose.setWrapStyleWord(true);
    prose.setOpaque(false);
    prose.setBorder(BorderFactory.createEmptyBorder());
    prose.setFont(UIManager.getFont("Label.font"));
    prose.getAccessibleContext().setAccessibleName(text);
    leadOn(prose);
    return prose;
  }

  /// Tab leads on from a text over several lines, too.
  private static void leadOn(JTextArea text) {
    text.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
    text.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
  }

  /// What is wrong; empty at first. Its colour is not the only sign: it has a mark.
  public static JTextArea fault(String name) {
    JTextArea fault = prose(name, "");
    fault.setForeground(UIManager.getColor("Actions.Red"));
    fault.setFocusable(false);
    return fault;
  }

  public static void tell(JTextArea fault, String words) {
    fault.setText(words.isEmpty() ? "" : "⚠ " + words);
    fault.getAccessibleContext().setAccessibleName(words);
    fault.getAccessibleContext().setAccessibleDescription(words);
  }

  public static JTextArea log(String name) {
    JTextArea log = new JTextArea();
    log.setName(name);
    log.setEditable(false);
    log.setLineWrap(true);
    log.setWrapStyleWord(true);
    leadOn(log);
    return log;
  }

  public static JScrollPane scroll(Component inner) {
    JScrollPane scroll = new JScrollPane(inner);
    scroll.setName(inner.getName() + ".scroll");
    return scroll;
  }

  public static JLabel large(JLabel label, float factor) {
    Font font = label.getFont();
    label.setFont(font.deriveFont(Font.BOLD, font.getSize2D() * factor));
    label.setHorizontalAlignment(SwingConstants.CENTER);
    return label;
  }

  public static <T> JComboBox<T> choice(String name, Function<T, String> words) {
    JComboBox<T> choice = new JComboBox<>();
    choice.setName(name);
    choice.setRenderer(
        new DefaultListCellRenderer() {
          private static final long serialVersionUID = 1L;

          @Override
          @SuppressWarnings("unchecked")
          public Component getListCellRendererComponent(
              JList<?> list, Object value, int index, boolean selected, boolean focused) {
            return super.getListCellRendererComponent(
                list, value == null ? "" : words.apply((T) value), index, selected, focused);
          }
        });
    return choice;
  }

  /// Buttons, the way on last.
  public static JPanel buttons(JComponent... buttons) {
    JPanel row = new JPanel(new FlowLayout(FlowLayout.TRAILING, GAP, 0));
    for (JComponent button : buttons) {
      row.add(button);
    }
    return row;
  }

  /// A screen: title above, buttons below.
  public static JPanel page(JComponent title, JComponent body, JComponent buttons) {
    JPanel page = new JPanel(new BorderLayout(GAP, GAP));
    page.setBorder(BorderFactory.createEmptyBorder(GAP, 2 * GAP, GAP, 2 * GAP));
    page.add(title, BorderLayout.NORTH);
    page.add(body, BorderLayout.CENTER);
    page.add(buttons, BorderLayout.SOUTH);
    return page;
  }

  /// Escape does this wherever the focus is on the page.
  public static void onEscape(JComponent page, Runnable act) {
    page.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
        .put(KeyStroke.getKeyStroke("ESCAPE"), "leave");
    page.getActionMap().put("leave", action(act));
  }

  private static Action action(Runnable act) {
    return new AbstractAction() {
      private static final long serialVersionUID = 1L;

      @Override
      public void actionPerformed(ActionEvent pressed) {
        act.run();
      }
    };
  }
}
