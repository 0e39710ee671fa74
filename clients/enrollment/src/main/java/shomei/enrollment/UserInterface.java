package shomei.enrollment;

import java.util.Optional;
import shomei.sdk.HttpProxy;

/// The face that the engine works behind: a command line, a window, a test. Called on the thread
/// that runs the engine; while it waits for pages, on several.
public interface UserInterface {

  /// Shows what the engine does. Must not fail.
  void show(Event event);

  /// Gets a PIN or password, from the person or from a file that they prepared.
  ///
  /// @return empty where there is none to get: nobody is there, they gave up, or what a file holds
  ///   is wrong
  Optional<Secret> ask(Question question);

  /// Lets the person decide.
  ///
  /// @return false where they refuse, and wherever there is no answer
  boolean decide(Decision decision);

  /// Gets the proxy's login, which is not the subscriber's.
  ///
  /// @param attempt 1 at first; rises by one after each login that the proxy refused
  /// @return empty as for [#ask]
  Optional<HttpProxy.Login> askProxyLogin(HttpProxy proxy, int attempt);

  /// The proxy did not refuse the login that it was shown, asked for here or known before.
  default void proxyLoginTaken(HttpProxy proxy) {}
}
