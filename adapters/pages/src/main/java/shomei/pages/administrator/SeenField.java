package shomei.pages.administrator;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shomei.domain.administration.UserAct;
import shomei.domain.administration.UserList;
import shomei.domain.certificate.Certificate;
import shomei.domain.kernel.Serial;
import shomei.pages.visit.Fields;
import shomei.web.http.HttpError;

/// What a page showed of a user, in a hidden field of its form, by which an act on somebody who has
/// changed since is refused: `user1.7.4f…`.
final class SeenField {
  static final String NAME = "seen";
  private static final Pattern FORM =
      Pattern.compile("(?<id>[A-Za-z0-9]{1,30})\\.(?<revision>[0-9]{1,9})\\.(?<serial>[0-9a-f]*)");

  private SeenField() {}

  static String write(UserList.Line line) {
    return line.seat().name().userId().orElse("")
        + "."
        + line.seat().revision()
        + "."
        + line.newest().map(Certificate::serial).map(Serial::hex).orElse("");
  }

  /// Of everybody in a form that was filled in.
  ///
  /// @throws HttpError 400 where no page of ours wrote it
  static List<UserAct.Seen> all(Fields filledIn) {
    List<UserAct.Seen> all = filledIn.all(NAME).stream().map(SeenField::read).toList();
    if (all.isEmpty()) {
      throw incomplete();
    }
    return all;
  }

  /// Of the one user in a form.
  ///
  /// @throws HttpError as [#all]
  static UserAct.Seen one(Fields filledIn) {
    return all(filledIn).getFirst();
  }

  private static UserAct.Seen read(String field) {
    Matcher seen = FORM.matcher(field);
    if (!seen.matches()) {
      throw incomplete();
    }
    return new UserAct.Seen(
        seen.group("id"),
        Integer.parseInt(seen.group("revision")),
        Serial.ofHex(seen.group("serial")));
  }

  private static HttpError incomplete() {
    return HttpError.of(400, "The form is incomplete.");
  }
}
