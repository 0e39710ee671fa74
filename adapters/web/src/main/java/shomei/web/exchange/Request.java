package shomei.web.exchange;

import shomei.domain.kernel.Octets;

/// A whole request; its body is within the listener's bound.
public record Request(Head head, Octets body) {}
