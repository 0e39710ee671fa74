package shomei.postgres;

import static shomei.postgres.schema.Tables.ACCOUNT;
import static shomei.postgres.schema.Tables.EXTERNAL_ACCOUNT_KEY;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shomei.domain.account.Account;
import shomei.domain.account.AccountKey;
import shomei.domain.account.Binding;
import shomei.domain.account.ExternalAccountKey;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.Octets;
import shomei.domain.kernel.PartnerId;
import shomei.domain.kernel.SubscriberId;
import shomei.postgres.schema.tables.records.AccountRecord;
import shomei.postgres.schema.tables.records.ExternalAccountKeyRecord;

/// The rows of accounts and of external account keys, which share the columns of a binding.
final class AccountRows {
  private AccountRows() {}

  static Account read(AccountRecord row) {
    return new Account(
        new AccountId(row.getId()),
        new InstitutionId(row.getInstitution()),
        new AccountKey(row.getJwk(), row.getThumbprint(), Octets.of(row.getSpkiDigest())),
        List.of(row.getContacts()),
        row.getTermsAgreed(),
        Account.Status.valueOf(row.getStatus()),
        binding(row.getPartner(), row.getProfiles(), row.getSubscriber(), row.getAct()),
        Optional.ofNullable(row.getBindingJws()),
        row.getCreated());
  }

  static AccountRecord write(Account account) {
    AccountRecord row = ACCOUNT.newRecord();
    row.setId(account.id().value());
    row.setInstitution(account.institution().value());
    row.setJwk(account.key().jwk());
    row.setThumbprint(account.key().thumbprint());
    row.setSpkiDigest(account.key().spkiDigest().octets());
    row.setContacts(account.contacts().toArray(String[]::new));
    row.setTermsAgreed(account.termsAgreed());
    row.setStatus(account.status().name());
    row.setPartner(null);
    row.setProfiles(null);
    row.setSubscriber(null);
    row.setAct(null);
    switch (account.binding().orElse(null)) {
      case null -> {}
      case Binding.ToPartner(var partner, var profiles) -> {
        row.setPartner(partner.value());
        row.setProfiles(profiles.toArray(String[]::new));
      }
      case Binding.ToSubscriber(var subscriber, var act) -> {
        row.setSubscriber(subscriber.value());
        row.setAct(act.name());
      }
    }
    row.setBindingJws(account.bindingJws().orElse(null));
    row.setCreated(account.created());
    return row;
  }

  static ExternalAccountKey read(ExternalAccountKeyRecord row) {
    return new ExternalAccountKey(
        row.getKid(),
        new InstitutionId(row.getInstitution()),
        binding(row.getPartner(), row.getProfiles(), row.getSubscriber(), row.getAct())
            .orElseThrow(),
        row.getSingleUse(),
        row.getCreated(),
        Optional.ofNullable(row.getExpires()),
        ExternalAccountKey.State.valueOf(row.getState()));
  }

  static ExternalAccountKeyRecord write(ExternalAccountKey key) {
    ExternalAccountKeyRecord row = EXTERNAL_ACCOUNT_KEY.newRecord();
    row.setInstitution(key.institution().value());
    row.setKid(key.kid());
    switch (key.binding()) {
      case Binding.ToPartner(var partner, var profiles) -> {
        row.setPartner(partner.value());
        row.setProfiles(profiles.toArray(String[]::new));
      }
      case Binding.ToSubscriber(var subscriber, var act) -> {
        row.setSubscriber(subscriber.value());
        row.setAct(act.name());
      }
    }
    row.setSingleUse(key.singleUse());
    row.setCreated(key.created());
    row.setExpires(key.expires().orElse(null));
    row.setState(key.state().name());
    return row;
  }

  private static Optional<Binding> binding(
      @Nullable UUID partner,
      String @Nullable [] profiles,
      @Nullable UUID subscriber,
      @Nullable String act) {
    if (partner != null && profiles != null) {
      return Optional.of(new Binding.ToPartner(new PartnerId(partner), Set.of(profiles)));
    }
    if (subscriber != null && act != null) {
      return Optional.of(
          new Binding.ToSubscriber(new SubscriberId(subscriber), Binding.Act.valueOf(act)));
    }
    return Optional.empty();
  }
}
