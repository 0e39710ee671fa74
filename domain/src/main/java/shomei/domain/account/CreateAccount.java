package shomei.domain.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.Origin;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Policies;
import shomei.domain.institution.Policy;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.TimeOrderedId;

/// Makes an account for a key, or finds the one that it has (RFC 8555 §7.3, §7.3.1, §7.3.4).
public final class CreateAccount {
  private static final Pattern KID = Pattern.compile("[!-~]{1,100}");

  private final Policies policies;
  private final Accounts accounts;
  private final ExternalAccountKeys keys;
  private final ExternalAccountSecret secrets;
  private final RateLimits limits;
  private final InstantSource clock;
  private final RandomGenerator random;

  public CreateAccount(
      Policies policies,
      Accounts accounts,
      ExternalAccountKeys keys,
      ExternalAccountSecret secrets,
      RateLimits limits,
      InstantSource clock,
      RandomGenerator random) {
    this.policies = policies;
    this.accounts = accounts;
    this.keys = keys;
    this.secrets = secrets;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
  }

  /// @param binding the external account binding, its syntax, URL and payload found right by the
  ///   edge
  public record NewAccount(
      List<String> contacts,
      boolean termsAgreed,
      boolean onlyReturnExisting,
      Optional<OfferedBinding> binding) {
    public NewAccount {
      contacts = List.copyOf(contacts);
    }
  }

  /// @param verifies whether the binding's MAC is right under the given secret, compared in
  ///   constant time
  /// @param jws the binding as the client sent it
  public record OfferedBinding(
      String kid, Policy.EabAlgorithm algorithm, Predicate<byte[]> verifies, String jws) {}

  public sealed interface Result {
    Account account();

    record Created(Account account) implements Result {}

    /// The key has this account already; nothing that the request said was looked at (§7.3.1).
    record Found(Account account) implements Result {}
  }

  /// @param existing the key's account as the door found it
  public Result create(
      Institution institution,
      AccountKey key,
      Optional<Account> existing,
      NewAccount wanted,
      Origin.Request origin) {
    if (existing.isPresent()) {
      return found(existing.get());
    }
    if (wanted.onlyReturnExisting()) {
      throw new Refusal(Reason.ACCOUNT_DOES_NOT_EXIST, "the key has no account");
    }
    Policy.Ordering policy = policies.of(institution).ordering();
    if (policy.termsOfService().isPresent() && !wanted.termsAgreed()) {
      throw new Refusal(Reason.USER_ACTION_REQUIRED, "the terms of service must be agreed to");
    }
    List<String> contacts = Contacts.check(wanted.contacts());
    Instant now = clock.instant();
    Quota quota =
        new Quota(
            "newAccount/" + institution.id() + "/" + network(origin.address()),
            policy.newAccountsPerAddress());
    // Before the binding is judged, so that MACs cannot be tried without end (EAB-11).
    if (wanted.binding().isPresent()) {
      limit(quota, now);
    }
    Optional<Binding> binding =
        wanted.binding().map(offered -> bind(institution, offered, policy, now));
    if (binding.isEmpty() && policy.externalAccountRequired()) {
      throw new Refusal(
          Reason.EXTERNAL_ACCOUNT_REQUIRED, "a new account needs an external account binding");
    }
    Account account =
        new Account(
            new AccountId(TimeOrderedId.make(now, random)),
            institution.id(),
            key,
            contacts,
            wanted.termsAgreed(),
            Account.Status.VALID,
            binding,
            wanted.binding().map(OfferedBinding::jws),
            now);
    Optional<String> kid = wanted.binding().map(OfferedBinding::kid);
    Optional<Quota> taken = kid.isPresent() ? Optional.empty() : Optional.of(quota);
    return switch (accounts.create(account, kid, taken, entry(account, kid, origin))) {
      case Accounts.Creation.Created() -> new Result.Created(account);
      case Accounts.Creation.Exists(Account other) -> found(other);
      case Accounts.Creation.BindingSpent() -> throw unbound();
      case Accounts.Creation.Limited(Duration retryAfter) -> throw limited(retryAfter);
    };
  }

  /// A deactivated account keeps its key and is never revived (§7.3.6).
  private static Result found(Account account) {
    if (account.status() != Account.Status.VALID) {
      throw new Refusal(Reason.UNAUTHORIZED, "the key's account was deactivated");
    }
    return new Result.Found(account);
  }

  /// Unknown, expired, revoked and spent keys and wrong MACs get one answer for the same work, so
  /// that nobody learns which `kid` exists.
  private Binding bind(
      Institution institution, OfferedBinding offered, Policy.Ordering policy, Instant now) {
    if (!policy.eabAlgorithms().contains(offered.algorithm())) {
      throw new Refusal(
          Reason.MALFORMED, "bindings are signed with one of " + policy.eabAlgorithms());
    }
    String kid = offered.kid();
    Optional<ExternalAccountKey> key =
        KID.matcher(kid).matches() ? keys.find(institution.id(), kid) : Optional.empty();
    byte[] secret = secrets.of(institution.id(), kid);
    boolean proven = offered.verifies().test(secret);
    Arrays.fill(secret, (byte) 0);
    return key.filter(k -> proven && k.usableAt(now))
        .map(ExternalAccountKey::binding)
        .orElseThrow(CreateAccount::unbound);
  }

  private static Refusal unbound() {
    return new Refusal(Reason.UNAUTHORIZED, "the external account binding is not valid");
  }

  private void limit(Quota quota, Instant now) {
    if (quota.limit().burst() > 0) {
      limits
          .take(quota.bucket(), quota.limit(), now)
          .ifPresent(
              wait -> {
                throw limited(wait);
              });
    }
  }

  private static Refusal limited(Duration wait) {
    return Refusal.retry(Reason.RATE_LIMITED, "too many new accounts from this address", wait);
  }

  /// Whoever has one IPv6 address has the 2⁶⁴ of its network.
  private static String network(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(six.getAddress(), 0, 8)
          : address;
    } catch (IllegalArgumentException unknown) {
      return address;
    }
  }

  private static Entry entry(Account account, Optional<String> kid, Origin origin) {
    return new Entry(
        account.created(),
        account.institution(),
        Actor.account(account.id(), origin),
        Act.ACCOUNT_CREATED,
        "account:" + account.id(),
        kid.map(name -> Map.of("kid", name)).orElse(Map.of()));
  }
}
