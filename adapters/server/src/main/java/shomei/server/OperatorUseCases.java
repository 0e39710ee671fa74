package shomei.server;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import shomei.domain.calendar.NextBusinessNoon;
import shomei.domain.institution.Policies;
import shomei.domain.institution.PutInstitution;
import shomei.domain.issuance.AuditCertificates;
import shomei.domain.loginserver.RegisterLoginServer;
import shomei.domain.partner.MintExternalAccountKey;
import shomei.domain.partner.PutPartner;
import shomei.domain.partner.RevokeExternalAccountKey;
import shomei.domain.revocation.RevokeCertificate;
import shomei.domain.revocation.RevokeInBulk;
import shomei.domain.subscriber.OpenAcquisition;
import shomei.domain.subscriber.RegisterCorporation;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.ResetPin;
import shomei.domain.subscriber.SuspendSubscriber;
import shomei.domain.subscriber.UnlockSubscriber;
import shomei.postgres.Database;

/// What operators do.
public record OperatorUseCases(
    PutInstitution putInstitution,
    CreateCa createCa,
    RegisterCorporation registerCorporation,
    RegisterUser registerUser,
    OpenAcquisition openAcquisition,
    ResetPin resetPin,
    UnlockSubscriber unlock,
    SuspendSubscriber suspend,
    RevokeCertificate revoke,
    RevokeInBulk revokeInBulk,
    AuditCertificates audit,
    PutPartner putPartner,
    MintExternalAccountKey mintKey,
    RevokeExternalAccountKey revokeKey,
    RegisterLoginServer registerLoginServer) {

  /// Some tens of milliseconds of the database's time.
  private static final int REVOKED_AT_ONCE = 500;

  static OperatorUseCases over(Adapters adapters) {
    Database database = adapters.database;
    Policies policies = adapters.policies;
    InstantSource clock = adapters.clock;
    RandomGenerator random = adapters.random;
    return new OperatorUseCases(
        new PutInstitution(database.institution().institutions(), policies, clock),
        new CreateCa(adapters),
        new RegisterCorporation(policies, database.subscribers(), adapters.pins, clock, random),
        new RegisterUser(policies, database.subscribers(), adapters.pins, clock, random),
        new OpenAcquisition(
            policies,
            database.subscribers(),
            database.certificates(),
            new NextBusinessNoon(adapters.calendar),
            clock),
        new ResetPin(policies, database.subscribers(), adapters.pins, clock),
        new UnlockSubscriber(database.subscribers(), clock),
        new SuspendSubscriber(database.subscribers(), clock),
        new RevokeCertificate(database.certificates(), database.order().authorizations(), clock),
        new RevokeInBulk(
            database.revocation().bulkRevocations(),
            database.institution().issuers(),
            clock,
            random,
            REVOKED_AT_ONCE),
        new AuditCertificates(database.certificates(), database.order().orders(), clock),
        new PutPartner(database.account().partners(), clock, random),
        new MintExternalAccountKey(
            policies,
            database.account().externalAccountKeys(),
            adapters.externalAccountSecret,
            clock,
            random),
        new RevokeExternalAccountKey(database.account().externalAccountKeys(), clock),
        new RegisterLoginServer(database.loginServers(), database.certificates(), clock));
  }
}
