package shomei.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shomei.domain.access.Nonce;
import shomei.domain.administration.UserList;
import shomei.domain.certificate.Certificate;
import shomei.domain.evidence.SealHistory;
import shomei.domain.history.Act;
import shomei.domain.history.Actor;
import shomei.domain.history.Entry;
import shomei.domain.history.HistorySearch;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.loginserver.LoginServers.Which;

/// What the tables themselves hold to, whoever writes into them, and what they are quick at.
final class SchemaTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  private static final String SCANS =
      """
      select relname || ' ' || seq_scan from pg_stat_user_tables where relname in
        ('account', 'acme_order', 'authorization', 'certificate', 'history', 'notice',
        'pin_attempt', 'pin_pause', 'rate_limit', 'spent_nonce', 'subscriber') order by relname
      """;

  private static final String MANY =
      """
      insert into account select gen_random_uuid(), institution, jwk, thumbprint || i,
        sha256(i::text::bytea), contacts, terms_agreed, status, partner, profiles, subscriber, act,
        binding_jws, created from account, generate_series(1, 20000) i;
      insert into "authorization" select gen_random_uuid(), account, institution, identifier || i,
        replaces, case i % 10 when 0 then 'PENDING' else 'VALID' end, expires, challenges, null
        from "authorization", generate_series(1, 20000) i;
      insert into acme_order (id, account, institution, identifiers, authorizations, profile,
        created, expires) select gen_random_uuid(), gen_random_uuid(), institution, identifiers,
        authorizations, profile, created, expires from acme_order, generate_series(1, 20000) i;
      insert into certificate (serial, acme_order, fingerprint, contract_id, user_id, issuer,
        institution, account, identifiers, profile, der, spki_digest, not_before, not_after)
        select '4' || lpad(to_hex(i), 31, '0'), gen_random_uuid(), sha256(i::text::bytea),
        contract_id || i, '', issuer, institution, account, identifiers, profile, der, spki_digest,
        not_before, not_after from certificate, generate_series(1, 20000) i;
      insert into history (at, institution, actor, act, subject, details) select at, institution,
        actor, act, subject || i, details from history, generate_series(1, 5000) i;
      insert into corporation select institution, contract_id || i, name
        from corporation, generate_series(1, 20000) i;
      insert into subscriber select gen_random_uuid(), institution, contract_id || i, user_id,
        display_name, mail, language, suspended, login_salt, login_digest, login_stretch,
        confirmation_salt, confirmation_digest, confirmation_stretch, temporary_pin
        from subscriber, generate_series(1, 20000) i;
      insert into pin_attempt select institution, contract_id, user_id, 'STRANGERS', 1, '{}', null,
        now() from subscriber;
      insert into pin_pause select institution, contract_id, user_id, '192.0.2.0/24', 1, now(),
        now() from subscriber;
      insert into spent_nonce select sha256(i::text::bytea), expires
        from spent_nonce, generate_series(1, 5000) i on conflict do nothing;
      insert into rate_limit select bucket || i, tat from rate_limit, generate_series(1, 20000) i;
      """;

  private @Nullable Database database;
  private long seed;

  @BeforeEach
  void open() {
    database = Database.open(CLUSTER.settings(), InstantSource.system());
    CLUSTER.clear();
  }

  @AfterEach
  void close() {
    database().close();
  }

  private Database database() {
    return Optional.ofNullable(database).orElseThrow();
  }

  @Test
  void aSecondCertificateOfOneOrderOrSerialIsNotKept() {
    Certificate certificate = enrolled();
    String others =
        """
        issuer, institution, account, identifiers, profile, der, spki_digest, not_before, not_after
        """;
    String insert = "insert into certificate (fingerprint, serial, acme_order, " + others + ")";
    assertRefused(insert + " select '', serial, gen_random_uuid()," + others + " from certificate");
    assertRefused(insert + " select '', '5', acme_order," + others + " from certificate");
    assertThat(CLUSTER.read("select serial from certificate"))
        .isEqualTo(certificate.serial().hex());
  }

  @Test
  void noSerialIsTwoCertificates() {
    enrolled();
    enrolled();
    assertRefused(
        "update certificate set serial = (select max(serial) from certificate) where true");
  }

  @Test
  void oneKeyIsOneAccountOfAnInstitution() {
    enrolled();
    assertRefused(
        "insert into account (id, institution, jwk, thumbprint, spki_digest, contacts,"
            + " terms_agreed, status, created) select gen_random_uuid(), institution, jwk,"
            + " thumbprint, spki_digest, contacts, terms_agreed, status, created from account");
  }

  @Test
  void anOrdersColumnsAgreeWithItsProgress() {
    enrolled();
    assertRefused("update acme_order set progress = 'OPEN'");
    assertRefused("update acme_order set progress = 'BEGUN'");
    assertRefused("update acme_order set progress = 'FAILED', serial = null");
    assertRefused("update acme_order set progress = 'DONE'");
    assertRefused("update acme_order set serial = null");
  }

  @Test
  void aNoticeIsPlannedOnceForADayAndForACertificateThatIsThere() {
    enrolled();
    assertRefused(
        "insert into notice (serial, days_before, due) select serial, days_before, due from"
            + " notice");
    assertRefused("insert into notice (serial, days_before, due) values ('4f', 1, now())");
  }

  @Test
  void aRightIsHeldOnlyWhereOneIsOpen() {
    enrolled();
    assertRefused("update subscriber set right_held_by = gen_random_uuid()");
  }

  @Test
  void aSeatThatANodeOfTheVersionBeforeRegistersHasItsLoginId() {
    enrolled();
    String columns =
        """
        institution, contract_id, display_name, mail, language, suspended, login_salt, login_digest,
        confirmation_salt, confirmation_digest, temporary_pin
        """;
    CLUSTER.execute(
        "insert into subscriber (id, user_id, %s) select gen_random_uuid(), 'u', %s from subscriber"
            .formatted(columns, columns));
    assertThat(CLUSTER.read("select activated from subscriber where user_id = 'u'")).isEqualTo("t");
  }

  @Test
  void anAccountIsWholeAndOneCorporations() {
    enrolled();
    enrolled();
    assertRefused("update corporation set branch = '001'");
    assertRefused(
        "update corporation set branch = '1', account_kind = 'CURRENT', account_number ="
            + " '0000001'");
    assertRefused(
        "update corporation set branch = '001', account_kind = 'CURRENT', account_number ="
            + " '0000001'");
  }

  @Test
  void whatIsDueIsFoundByAnIndexAmongAHundredThousandNotices() {
    enrolled();
    CLUSTER.execute(
        """
        insert into notice (serial, days_before, due, decided_at)
          select serial, i, timestamptz '2020-01-01' + i * interval '1 minute', now()
          from certificate, generate_series(1000, 100999) i
        """);
    CLUSTER.execute("vacuum analyze notice");
    String plan =
        CLUSTER.read(
            """
            explain select * from notice join certificate using (serial)
            where decided_at is null and due <= timestamptz '2028-01-01'
            order by due, serial, days_before limit 100
            """);
    assertThat(plan).contains("notice_due").doesNotContain("Seq Scan on notice");
    assertThat(database().notice().notices().due(Instant.parse("2028-01-01T00:00:00Z"), 100))
        .hasSize(2);
  }

  /// Each statement is asked for more often than PostgreSQL plans it anew.
  @Test
  void noStepOfAnEnrollmentReadsAWholeTable() {
    enrolled();
    CLUSTER.execute(MANY);
    new SealHistory(database().history().seals(), InstantSource.system()).seal();
    CLUSTER.execute("vacuum analyze");
    close();
    String before = CLUSTER.read(SCANS);
    database = Database.open(CLUSTER.settings(CLUSTER.port(), 1), InstantSource.system());
    for (int i = 0; i < 15; i++) {
      Certificate certificate = enrolled();
      database().order().orders().of(certificate.account(), Optional.empty(), 10, NOW);
      database().certificates().current(certificate.institution(), seat(certificate), NOW);
      database().order().orders().unfinished(NOW, 10);
      Octets caller = Octets.of(new byte[32]);
      database()
          .loginServers()
          .look(certificate.institution(), caller, new Which.OfSerial(certificate.serial()));
      database()
          .loginServers()
          .look(
              certificate.institution(),
              caller,
              new Which.OfFingerprint(certificate.der().sha256()));
      database().order().authorizations().processing(NOW, 10);
      lookAsAdministrator(certificate);
      database().certificates().of(certificate.institution(), Optional.empty(), 10);
      assertThat(database().history().history().latest(certificate.institution(), 10)).hasSize(10);
      database()
          .account()
          .accounts()
          .deactivate(
              certificate.account(),
              new Entry(
                  NOW,
                  certificate.institution(),
                  Actor.system(),
                  Act.ACCOUNT_DEACTIVATED,
                  "account:" + certificate.account(),
                  Map.of()));
    }
    close();
    assertThat(CLUSTER.read(SCANS)).isEqualTo(before);
    open();
  }

  private void lookAsAdministrator(Certificate certificate) {
    InstitutionId institution = certificate.institution();
    String contract = seat(certificate).contractId();
    var all = new UserList.Query("", Optional.empty(), UserList.Sort.END, true, 0, 20);
    assertThat(database().users().page(institution, contract, all, NOW).lines())
        .extracting(line -> line.newest().map(Certificate::serial))
        .contains(Optional.of(certificate.serial()));
    database().users().find(institution, seat(certificate), NOW);
    database().users().count(institution, contract, NOW);
    var query =
        new HistorySearch.Query(
            new HistorySearch.Scope.OfCorporation(contract),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());
    assertThat(database().history().search().find(institution, query, 20)).isNotEmpty();
  }

  @Test
  void whatIsFinerThanAMicrosecondIsCutOff() {
    var fine = Instant.parse("2026-11-21T03:00:00.999999999Z");
    database().nonces().spend(new Nonce.Former(Octets.of(new byte[16]), NOW, fine));
    assertThat(CLUSTER.read("select expires at time zone 'UTC' from spent_nonce"))
        .isEqualTo("2026-11-21 03:00:00.999999");
    assertThat(database().nonces().forgetExpired(Instant.parse("2026-11-21T03:00:00.999999Z")))
        .isOne();
  }

  private Certificate enrolled() {
    Enrollment enrollment = new Enrollment(database(), seed++);
    return enrollment.run(enrollment.register());
  }

  private static SubscriberName seat(Certificate certificate) {
    return certificate.seat().orElseThrow();
  }

  private static void assertRefused(String sql) {
    assertThatThrownBy(() -> CLUSTER.execute(sql)).hasMessageContaining("violates");
  }
}
