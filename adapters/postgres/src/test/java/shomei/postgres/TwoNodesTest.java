package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.access.Access;
import shomei.domain.account.Account;
import shomei.domain.account.Binding;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.fixture.Examples;
import shomei.domain.fixture.MutableClock;
import shomei.domain.history.Act;
import shomei.domain.history.Entry;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.PartnerId;
import shomei.domain.kernel.Reason;
import shomei.domain.kernel.Refusal;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.order.Order;
import shomei.domain.partner.Partner;

/// What one node remembers while another changes it: wrong for less than a second, and never where
/// it would issue.
final class TwoNodesTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final InstitutionId MIDORI = new InstitutionId("midori");
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T03:00:00Z"));
  private Database here;
  private Database there;

  @BeforeEach
  void open() {
    here = Database.open(CLUSTER.settings(), clock);
    there = Database.open(CLUSTER.settings(), clock);
    CLUSTER.clear();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void anAccountThatAnotherNodeDeactivatesIsSeenSoAfterASecond() {
    Account account = new Enrollment(here, 1).newAccount();
    assertThat(status(here, account)).isEqualTo(Account.Status.VALID);
    there
        .account()
        .accounts()
        .deactivate(account.id(), entry(Act.ACCOUNT_DEACTIVATED, "account:" + account.id()));
    assertThat(status(there, account)).isEqualTo(Account.Status.DEACTIVATED);
    clock.advance(LONGEST);
    assertThat(status(here, account)).isEqualTo(Account.Status.DEACTIVATED);
  }

  @Test
  void aPartnerThatAnotherNodeRemovesIsGoneAfterASecond() {
    Partner partner = new Partner(new PartnerId(new UUID(0, 1)), MIDORI, "acme", List.of());
    here.account().partners().put(partner, entry(Act.PARTNER_PUT, "partner:acme"));
    assertThat(here.account().partners().find(partner.id())).contains(partner);
    there.account().partners().remove(partner.id(), entry(Act.PARTNER_REMOVED, "partner:acme"));
    assertThat(there.account().partners().find(partner.id())).isEmpty();
    clock.advance(LONGEST);
    assertThat(here.account().partners().find(partner.id())).isEmpty();
  }

  @Test
  void anExternalAccountKeyThatAnotherNodeRevokesIsSeenSoAfterASecond() {
    var keys = here.account().externalAccountKeys();
    keys.add(
        new ExternalAccountKey(
            "kid-1",
            MIDORI,
            new Binding.ToPartner(new PartnerId(new UUID(0, 1)), Set.of()),
            false,
            clock.instant(),
            Optional.empty(),
            ExternalAccountKey.State.USABLE),
        entry(Act.EXTERNAL_KEY_MINTED, "key:kid-1"));
    assertThat(state(here)).isEqualTo(ExternalAccountKey.State.USABLE);
    there
        .account()
        .externalAccountKeys()
        .revoke(MIDORI, "kid-1", entry(Act.EXTERNAL_KEY_REVOKED, "key:kid-1"));
    assertThat(state(there)).isEqualTo(ExternalAccountKey.State.REVOKED);
    clock.advance(LONGEST);
    assertThat(state(here)).isEqualTo(ExternalAccountKey.State.REVOKED);
  }

  @Test
  void aProofThatAnotherNodeTakesBackIsGoodForNothingAtOnce() {
    Enrollment enrollment = new Enrollment(here, 1, Examples.policies(), clock);
    SubscriberName seat = enrollment.register();
    Account account = enrollment.newAccount();
    Order order = enrollment.newOrder(account, seat);
    AuthorizationId proven = enrollment.answer(account, order).id();
    there
        .order()
        .authorizations()
        .deactivate(proven, entry(Act.AUTHORIZATION_DEACTIVATED, "authorization:" + proven));
    assertThatThrownBy(() -> enrollment.finish(account, order))
        .isInstanceOfSatisfying(
            Refusal.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.ORDER_NOT_READY));
    assertThat(CLUSTER.read("select count(*) from certificate")).isEqualTo("0");
  }

  private Account.Status status(Database node, Account account) {
    return node.access()
        .open(account.id(), new Access.Target.Nothing(), clock.instant())
        .account()
        .orElseThrow()
        .status();
  }

  private static ExternalAccountKey.State state(Database node) {
    return node.account().externalAccountKeys().find(MIDORI, "kid-1").orElseThrow().state();
  }

  private Entry entry(Act act, String subject) {
    return new Entry(clock.instant(), MIDORI, Examples.COUNTER, act, subject, Map.of());
  }
}
