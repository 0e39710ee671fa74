package shomei.domain.account;

import shomei.domain.institution.Policy;

/// What a request takes one of, in the transaction of what it does ([RateLimits]).
///
/// @param bucket what is limited and whose, e.g. `order/account/…`
public record Quota(String bucket, Policy.RateLimit limit) {}
