package shomei.server;

import java.util.Optional;
import shomei.command.Backend;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.ca.Issuer;
import shomei.domain.ca.Issuers;
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
import shomei.domain.partner.MintExternalAccountKey;
import shomei.domain.partner.Partners;
import shomei.domain.partner.PutPartner;
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

/// What commands work on, over this server's adapters.
final class OperatorBackend implements Backend {
  private final Adapters adapters;
  private final OperatorUseCases acts;

  OperatorBackend(Adapters adapters) {
    this.adapters = adapters;
    this.acts = adapters.operatorUseCases();
  }

  @Override
  public Policies policies() {
    return adapters.policies();
  }

  @Override
  public Institutions institutions() {
    return adapters.database().institution().institutions();
  }

  @Override
  public Issuers issuers() {
    return adapters.database().institution().issuers();
  }

  @Override
  public Subscribers subscribers() {
    return adapters.database().subscribers();
  }

  @Override
  public Certificates certificates() {
    return adapters.database().certificates();
  }

  @Override
  public BulkRevocations bulkRevocations() {
    return adapters.database().revocation().bulkRevocations();
  }

  @Override
  public Partners partners() {
    return adapters.database().account().partners();
  }

  @Override
  public ExternalAccountKeys externalAccountKeys() {
    return adapters.database().account().externalAccountKeys();
  }

  @Override
  public LoginServers loginServers() {
    return adapters.database().loginServers();
  }

  @Override
  public History history() {
    return adapters.database().history().history();
  }

  @Override
  public Seals seals() {
    return adapters.database().history().seals();
  }

  @Override
  public PutInstitution putInstitution() {
    return acts.putInstitution();
  }

  @Override
  public RegisterCorporation registerCorporation() {
    return acts.registerCorporation();
  }

  @Override
  public RegisterUser registerUser() {
    return acts.registerUser();
  }

  @Override
  public OpenAcquisition openAcquisition() {
    return acts.openAcquisition();
  }

  @Override
  public ResetPin resetPin() {
    return acts.resetPin();
  }

  @Override
  public UnlockSubscriber unlock() {
    return acts.unlock();
  }

  @Override
  public SuspendSubscriber suspend() {
    return acts.suspend();
  }

  @Override
  public RevokeCertificate revoke() {
    return acts.revoke();
  }

  @Override
  public RevokeInBulk revokeInBulk() {
    return acts.revokeInBulk();
  }

  @Override
  public AuditCertificates audit() {
    return acts.audit();
  }

  @Override
  public PutPartner putPartner() {
    return acts.putPartner();
  }

  @Override
  public MintExternalAccountKey mintKey() {
    return acts.mintKey();
  }

  @Override
  public RevokeExternalAccountKey revokeKey() {
    return acts.revokeKey();
  }

  @Override
  public RegisterLoginServer registerLoginServer() {
    return acts.registerLoginServer();
  }

  @Override
  public Issuer createCa(
      Institution institution, CaKey key, Optional<SharedRoot> root, Actor operator) {
    KeyKind kind = KeyKind.valueOf(key.name());
    return acts.createCa()
        .create(
            institution,
            kind,
            root.map(r -> new Root(r.label(), r.organization(), r.commonName(), kind)),
            operator);
  }

  @Override
  public void close() {
    adapters.close();
  }
}
