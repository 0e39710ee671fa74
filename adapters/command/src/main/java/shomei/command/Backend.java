package shomei.command;

import java.util.Optional;
import shomei.domain.account.Accounts;
import shomei.domain.account.DeactivateAccount;
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

/// What commands work on: what is kept, to look at, and what operators may do.
public interface Backend extends AutoCloseable {
  Policies policies();

  Backups backups();

  Institutions institutions();

  Issuers issuers();

  Subscribers subscribers();

  Certificates certificates();

  BulkRevocations bulkRevocations();

  Partners partners();

  ExternalAccountKeys externalAccountKeys();

  Accounts accounts();

  LoginServers loginServers();

  History history();

  Seals seals();

  PutInstitution putInstitution();

  /// Makes an institution's next issuing CA on the token, and the root above it where there is
  /// none.
  ///
  /// @param root one to share; the institution's own where empty
  Issuer createCa(Institution institution, CaKey key, Optional<SharedRoot> root, Actor operator);

  /// A root above the CAs of several institutions.
  ///
  /// @param label of its key on the token
  record SharedRoot(String label, String organization, String commonName) {}

  /// The kinds of key that a CA may have.
  enum CaKey {
    P256,
    P384,
    RSA2048,
    RSA3072,
    RSA4096
  }

  RegisterCorporation registerCorporation();

  RegisterUser registerUser();

  OpenAcquisition openAcquisition();

  ResetPin resetPin();

  UnlockSubscriber unlock();

  SuspendSubscriber suspend();

  RevokeCertificate revoke();

  RevokeInBulk revokeInBulk();

  AuditCertificates audit();

  PutPartner putPartner();

  MintExternalAccountKey mintKey();

  RevokeExternalAccountKey revokeKey();

  RemovePartner removePartner();

  DeactivateAccount deactivateAccount();

  RegisterLoginServer registerLoginServer();

  Clients clients();

  SigningKeys signingKeys();

  RegisterClient registerClient();

  RemoveClient removeClient();

  AddSigningKey addSigningKey();

  RemoveSigningKey removeSigningKey();

  @Override
  void close();
}
