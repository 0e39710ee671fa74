package shomei.load.work;

import java.util.Optional;
import shomei.protocol.message.NewOrder;

/// What an operation orders, made ahead.
///
/// @param login of the subscriber, where it is for one
record PreparedOrder(
    NewOrder order,
    CertificateKey key,
    ChallengeResponder responder,
    Optional<SubscriberLogin> login) {}
