package shomei.web.http;

/// What is served on a listener.
public interface Site extends Mountable {
  /// Tells an error in the one form that this site has: its own, the router's 404 and 405, and what
  /// the listener refuses unread. It must not block.
  ///
  /// @param request without its body where that was not read
  Response error(Request request, HttpError error);

  /// The listener ends: what is held is to be answered, and nothing held from now on.
  default void end() {}
}
