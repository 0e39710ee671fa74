package shomei.domain.notice;

/// Sends mails.
public interface NoticeSender {
  Outcome send(Mail mail);

  sealed interface Outcome {
    /// The mail server took it.
    record Sent() implements Outcome {}

    /// It may work later: the server is away, or said so (4xx).
    ///
    /// @param error in plain words, without credentials
    record TryAgain(String error) implements Outcome {}

    /// It will work when somebody has mended what is wrong with us: the login, the sender, the
    /// right to relay.
    ///
    /// @param error in plain words, without credentials
    record Misconfigured(String error) implements Outcome {}

    /// It will never work: the address is none (5xx).
    record Refused(String error) implements Outcome {}
  }
}
