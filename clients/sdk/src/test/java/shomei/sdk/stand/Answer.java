package shomei.sdk.stand;

import java.util.HashMap;
import java.util.Map;

/// What the stand answers.
record Answer(int status, Map<String, String> headers, String body) {

  Answer with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }
}
