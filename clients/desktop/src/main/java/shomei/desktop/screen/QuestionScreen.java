package shomei.desktop.screen;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.swing.JComponent;
import javax.swing.JPasswordField;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import shomei.desktop.part.Form;
import shomei.desktop.part.Parts;
import shomei.desktop.part.SoftKeyboard;
import shomei.enrollment.Question;
import shomei.enrollment.Question.Because;
import shomei.enrollment.Secret;

/// Authentication: one question of the engine, with what was wrong with the last answer.
public final class QuestionScreen implements Screen {
  private static final int COLUMNS = 20;

  private final Parts parts;
  private final Question question;
  private final Consumer<Optional<Secret>> answer;
  private final JTextField field;
  private final JPasswordField again = new JPasswordField(COLUMNS);
  private final JTextArea fault = Parts.fault("question.fault");
  private final JComponent component;

  /// @param answer is told once; empty where the person gives up
  public QuestionScreen(
      Parts parts, Question question, RandomGenerator random, Consumer<Optional<Secret>> answer) {
    this.parts = parts;
    this.question = question;
    this.answer = answer;
    // a code from paper is easier to type where it is seen, and worth nothing afterwards
    field =
        question instanceof Question.LetterCode
            ? new JTextField(COLUMNS)
            : new JPasswordField(COLUMNS);
    field.setName("question.answer");
    again.setName("question.again");
    field.addActionListener(entered -> next());
    again.addActionListener(entered -> send());
    Form form = new Form(parts).line(Parts.prose("question.text", words()));
    form.field("question.answer", field);
    if (isChosen()) {
      form.field("question.again", again);
    }
    form.line(fault);
    if (isLogin()) {
      form.line(new SoftKeyboard(parts, field, random).component());
    }
    component =
        Parts.page(
            parts.title("question.title", parts.say(key() + ".title")),
            form.done(),
            Parts.buttons(
                parts.button("question.cancel", () -> answer.accept(Optional.empty())),
                parts.button("question.ok", this::send)));
    Parts.onEscape(component, () -> answer.accept(Optional.empty()));
    Parts.tell(fault, why());
  }

  private String key() {
    return switch (question) {
      case Question.LoginPin pin -> "question.loginPin";
      case Question.NewPin pin -> "question.newPin";
      case Question.LetterCode code -> "question.letterCode";
      case Question.FilePassword password -> "question.filePassword";
      case Question.NewFilePassword password -> "question.newFilePassword";
      case Question.TokenPin pin -> "question.tokenPin";
    };
  }

  private String words() {
    return switch (question) {
      case Question.FilePassword password -> parts.say(key(), password.file());
      case Question.TokenPin pin -> parts.say(key(), pin.label());
      case Question.LoginPin pin -> parts.say(key());
      case Question.NewPin pin -> parts.say(key());
      case Question.LetterCode code -> parts.say(key());
      case Question.NewFilePassword password -> parts.say(key());
    };
  }

  private boolean isChosen() {
    return question instanceof Question.NewPin || question instanceof Question.NewFilePassword;
  }

  private boolean isLogin() {
    return question instanceof Question.LoginPin
        || question instanceof Question.NewPin
        || question instanceof Question.LetterCode;
  }

  private String why() {
    return switch (question.because()) {
      case FIRST -> "";
      case WRONG ->
          switch (question) {
            case Question.FilePassword password -> parts.say("fail.wrongPassword", password.file());
            case Question.LetterCode code -> parts.say("fail.letterRefused");
            default -> parts.say("fail.wrongPin");
          };
      case UNFIT ->
          parts.say(
              question instanceof Question.NewFilePassword ? "fail.unfitPassword" : "fail.notAPin");
      case REFUSED -> {
        String detail = question instanceof Question.NewPin pin ? pin.detail() : null;
        yield parts.say("fail.newPinRefused", detail == null ? "" : detail);
      }
    };
  }

  @Override
  public String name() {
    return "question";
  }

  @Override
  public JComponent component() {
    return component;
  }

  @Override
  public void shown() {
    field.requestFocusInWindow();
    if (question.because() != Because.FIRST) {
      field.getAccessibleContext().setAccessibleDescription(why());
    }
  }

  private void next() {
    if (isChosen()) {
      again.requestFocusInWindow();
    } else {
      send();
    }
  }

  /// What is empty is not sent: the server might count it. What differs from its repetition
  /// neither.
  private void send() {
    String typed = text(field);
    if (typed.isEmpty()) {
      Parts.tell(fault, parts.say("question.fault.empty"));
      field.requestFocusInWindow();
    } else if (isChosen() && !typed.equals(text(again))) {
      Parts.tell(fault, parts.say("say.notTheSame"));
      again.setText("");
      again.requestFocusInWindow();
    } else {
      answer.accept(Optional.of(Secret.of(typed)));
    }
  }

  private static String text(JTextField field) {
    return field instanceof JPasswordField hidden
        ? new String(hidden.getPassword())
        : field.getText().strip();
  }
}
