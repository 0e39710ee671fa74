package shomei.web.exchange;

/// What answers the requests of one listener. Its methods are called by many threads at once.
public interface Site {
  /// Answers a request, on a virtual thread: it may block. What it throws is a fault: it is logged
  /// under the request's id and answered as [Trouble#FAULT].
  Reply answer(Request request);

  /// Answers what is not looked into. It must not block.
  Reply refuse(Trouble trouble, Head head);

  /// What kind of thing a path names, out of a small fixed set: the label in metrics and logs.
  String label(String path);
}
