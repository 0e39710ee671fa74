package shomei.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A form of a page, filled in; a name may stand several times.
record PageForm(List<Map.Entry<String, String>> fields) {
  private static final Pattern FIELD =
      Pattern.compile("<input[^>]* name=\"([^\"]*)\"[^>]* value=\"([^\"]*)\"");

  PageForm {
    fields = List.copyOf(fields);
  }

  /// What stands in the fields of the page's form that goes there, but for boxes to be ticked.
  static PageForm of(Browser.Answer page, String action) {
    Matcher form =
        Pattern.compile(
                "<form method=\"post\" action=\"" + Pattern.quote(action) + "\".*?</form>",
                Pattern.DOTALL)
            .matcher(page.body());
    if (!form.find()) {
      throw new AssertionError("no form for " + action + " in " + page.body());
    }
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    Matcher field = FIELD.matcher(form.group());
    while (field.find()) {
      if (!field.group().contains("checkbox")) {
        fields.add(Map.entry(field.group(1), text(field.group(2))));
      }
    }
    return new PageForm(fields);
  }

  private static String text(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  /// The same with that in the place of what stands in the field.
  PageForm with(String name, String value) {
    List<Map.Entry<String, String>> all = new ArrayList<>(fields);
    all.removeIf(field -> field.getKey().equals(name));
    all.add(Map.entry(name, value));
    return new PageForm(all);
  }

  String encoded() {
    return fields.stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
