package shomei.server;

import java.util.Optional;
import shomei.command.Backend;
import shomei.command.Backups;
import shomei.domain.account.Accounts;
import shomei.domain.account.DeactivateAccount;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
import shomei.domain.calendar.NextBusinessNoon;
import shomei.domain.certificate.Certificates;
import shomei.domain.evidence.Seals;
import shomei.domain.history.Actor;
import shomei.domain.history.History;
import shomei.domain.institution.Institution;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.institution.PutInstitution;
import shomei.domain.issuance.AuditCertificates;
import shomei.domain.loginserver.LoginServers;
import shomei.domain.loginserver.RegisterLoginServer;
import shomei.domain.oidc.AddSigningKey;
import shomei.domain.oidc.Clients;
import shomei.domain.oidc.RegisterClient;
import shomei.domain.oidc.RemoveClient;
import shomei.domain.oidc.RemoveSigningKey;
import shomei.domain.oidc.SigningKeys;
import shomei.domain.partner.MintExternalAccountKey;
import shomei.domain.partner.Partners;
import shomei.domain.partner.PutPartner;
import shomei.domain.partner.RemovePartner;
import shomei.domain.partner.RevokeExternalAccountKey;
import shomei.domain.revocation.BulkRevocations;
import shomei.domain.revocation.RevokeCertificate;
import shomei.domain.revocation.RevokeInBulk;
import shomei.domain.subscriber.OpenAcquisition;
import shomei.domain.subscriber.RegisterCorporation;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.ResetPin;
import shomei.domain.subscriber.Subscribers;
import shomei.domain.subscriber.SuspendSubscriber;
import shomei.domain.subscriber.UnlockSubscriber;
import shomei.pki.authority.Root;
import shomei.pki.key.KeyKind;
import shomei.postgres.Database;

/// What operators do and look at, over this server's adapters.
public final class OperatorBackend implements Backend {
  /// Some tens of milliseconds of the database's time.
  private static final int REVOKED_AT_ONCE = 500;

  private final Adapters adapters;
  private final Database database;

  public OperatorBackend(Adapters adapters) {
    this.adapters = adapters;
    this.database = adapters.database;
  }

  @Override
  public Backups backups() {
    return new DatabaseCopies(adapters);
  }

  @Override
  public Policies policies() {
    return adapters.policies;
  }

  @Override
  public Institutions institutions() {
    return database.institution().institutions();
  }

  @Override
  public Issuers issuers() {
    return database.institution().issuers();
  }

  @Override
  public Subscribers subscribers() {
    return database.subscribers();
  }

  @Override
  public Certificates certificates() {
    return database.certificates();
  }

  @Override
  public BulkRevocations bulkRevocations() {
    return database.revocation().bulkRevocations();
  }

  @Override
  public Partners partners() {
    return database.account().partners();
  }

  @Override
  public ExternalAccountKeys externalAccountKeys() {
    return database.account().externalAccountKeys();
  }

  @Override
  public Accounts accounts() {
    return database.account().accounts();
  }

  @Override
  public LoginServers loginServers() {
    return database.loginServers();
  }

  @Override
  public History history() {
    return database.history().history();
  }

  @Override
  public Seals seals() {
    return database.history().seals();
  }

  @Override
  public PutInstitution putInstitution() {
    return new PutInstitution(institutions(), policies(), adapters.clock);
  }

  @Override
  public Issuer createCa(
      Institution institution, CaKey key, Optional<SharedRoot> root, Actor operator) {
    KeyKind kind = KeyKind.valueOf(key.name());
    return new CreateCa(adapters)
        .create(
            institution,
            kind,
            root.map(r -> new Root(r.label(), r.organization(), r.commonName(), kind)),
            operator);
  }

  @Override
  public RegisterCorporation registerCorporation() {
    return new RegisterCorporation(
        policies(),
        subscribers(),
        adapters.pins,
        adapters.letters,
        adapters.clock,
        adapters.random);
  }

  @Override
  public RegisterUser registerUser() {
    return new RegisterUser(
        policies(),
        subscribers(),
        adapters.pins,
        adapters.letters,
        adapters.clock,
        adapters.random);
  }

  @Override
  public OpenAcquisition openAcquisition() {
    return new OpenAcquisition(
        policies(),
        subscribers(),
        certificates(),
        adapters.letters,
        new NextBusinessNoon(adapters.calendar),
        adapters.clock);
  }

  @Override
  public ResetPin resetPin() {
    return new ResetPin(policies(), subscribers(), adapters.pins, adapters.clock);
  }

  @Override
  public UnlockSubscriber unlock() {
    return new UnlockSubscriber(subscribers(), adapters.clock);
  }

  @Override
  public SuspendSubscriber suspend() {
    return new SuspendSubscriber(subscribers(), adapters.clock);
  }

  @Override
  public RevokeCertificate revoke() {
    return new RevokeCertificate(certificates(), database.order().authorizations(), adapters.clock);
  }

  @Override
  public RevokeInBulk revokeInBulk() {
    return new RevokeInBulk(
        bulkRevocations(), issuers(), adapters.clock, adapters.random, REVOKED_AT_ONCE);
  }

  @Override
  public AuditCertificates audit() {
    return new AuditCertificates(certificates(), database.order().orders(), adapters.clock);
  }

  @Override
  public PutPartner putPartner() {
    return new PutPartner(partners(), adapters.clock, adapters.random);
  }

  @Override
  public MintExternalAccountKey mintKey() {
    return new MintExternalAccountKey(
        policies(),
        externalAccountKeys(),
        adapters.externalAccountSecret,
        adapters.clock,
        adapters.random);
  }

  @Override
  public RevokeExternalAccountKey revokeKey() {
    return new RevokeExternalAccountKey(externalAccountKeys(), adapters.clock);
  }

  @Override
  public RemovePartner removePartner() {
    return new RemovePartner(
        partners(), externalAccountKeys(), revokeKey(), deactivateAccount(), adapters.clock);
  }

  @Override
  public DeactivateAccount deactivateAccount() {
    return new DeactivateAccount(accounts(), adapters.clock);
  }

  @Override
  public RegisterLoginServer registerLoginServer() {
    return new RegisterLoginServer(loginServers(), certificates(), adapters.clock);
  }

  @Override
  public Clients clients() {
    return database.oidc().clients();
  }

  @Override
  public SigningKeys signingKeys() {
    return database.oidc().signingKeys();
  }

  @Override
  public RegisterClient registerClient() {
    return new RegisterClient(
        clients(), signingKeys(), addSigningKey(), adapters.clock, adapters.random);
  }

  @Override
  public RemoveClient removeClient() {
    return new RemoveClient(clients(), adapters.clock);
  }

  @Override
  public AddSigningKey addSigningKey() {
    return OpenId.addSigningKey(adapters);
  }

  @Override
  public RemoveSigningKey removeSigningKey() {
    return new RemoveSigningKey(signingKeys(), adapters.clock);
  }

  @Override
  public void close() {
    adapters.close();
  }
}
