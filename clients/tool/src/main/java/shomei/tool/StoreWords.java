package shomei.tool;

import shomei.enrollment.StoreLocation;
import shomei.tool.talk.Texts;

/// A place of certificates in words.
public final class StoreWords {

  private StoreWords() {}

  public static String of(StoreLocation store, Texts texts) {
    return switch (store) {
      case StoreLocation.File file -> file.file();
      case StoreLocation.Token token -> texts.say("store.token", token.token());
      case StoreLocation.Nss nss -> {
        String firefox = nss.firefox();
        yield firefox == null
            ? texts.say("store.chromium", nss.database())
            : texts.say("store.firefox", firefox, nss.database());
      }
      case StoreLocation.Windows windows ->
          texts.say(
              windows.provider().equals(StoreLocation.Windows.PLATFORM)
                  ? "store.windowsTpm"
                  : "store.windows");
      case StoreLocation.Mac mac -> texts.say("store.macos", mac.keychain());
    };
  }
}
