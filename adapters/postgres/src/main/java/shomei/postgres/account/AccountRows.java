package shomei.postgres.account;

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
import shomei.domain.kernel.PartnerId;
import shomei.domain.kernel.SubscriberId;
import shomei.postgres.schema.tables.records.AccountRecord;
import shomei.postgres.schema.tables.records.ExternalAccountKeyRecord;
import shomei.postgres.sql.RowMapping;

/// The rows of accounts and of external account keys, which share the columns of a binding.
public final class AccountRows {
  /// What the version before compared the keys of certificates with. It needs a value, and its
  /// index gets no entries all over.
  static final byte[] NO_DIGEST = {};

  static final RowMapping<Account> ROW =
      RowMapping.<Account>of(ACCOUNT)
          .with(ACCOUNT.ID, account -> account.id().value())
          .with(ACCOUNT.INSTITUTION, account -> account.institution().value())
          .with(ACCOUNT.JWK, account -> account.key().jwk())
          .with(ACCOUNT.THUMBPRINT, account -> account.key().thumbprint())
          .with(ACCOUNT.SPKI_DIGEST, account -> NO_DIGEST)
          .with(ACCOUNT.CONTACTS, account -> account.contacts().toArray(String[]::new))
          .with(ACCOUNT.TERMS_AGREED, Account::termsAgreed)
          .with(ACCOUNT.STATUS, account -> account.status().name())
          .with(ACCOUNT.PARTNER, account -> partner(account.binding().orElse(null)))
          .with(ACCOUNT.PROFILES, account -> profiles(account.binding().orElse(null)))
          .with(ACCOUNT.SUBSCRIBER, account -> subscriber(account.binding().orElse(null)))
          .with(ACCOUNT.ACT, account -> act(account.binding().orElse(null)))
          .with(ACCOUNT.BINDING_JWS, account -> account.bindingJws().orElse(null))
          .with(ACCOUNT.CREATED, Account::created);

  static final RowMapping<ExternalAccountKey> KEY_ROW =
      RowMapping.<ExternalAccountKey>of(EXTERNAL_ACCOUNT_KEY)
          .with(EXTERNAL_ACCOUNT_KEY.INSTITUTION, key -> key.institution().value())
          .with(EXTERNAL_ACCOUNT_KEY.KID, ExternalAccountKey::kid)
          .with(EXTERNAL_ACCOUNT_KEY.PARTNER, key -> partner(key.binding()))
          .with(EXTERNAL_ACCOUNT_KEY.PROFILES, key -> profiles(key.binding()))
          .with(EXTERNAL_ACCOUNT_KEY.SUBSCRIBER, key -> subscriber(key.binding()))
          .with(EXTERNAL_ACCOUNT_KEY.ACT, key -> act(key.binding()))
          .with(EXTERNAL_ACCOUNT_KEY.SINGLE_USE, ExternalAccountKey::singleUse)
          .with(EXTERNAL_ACCOUNT_KEY.CREATED, ExternalAccountKey::created)
          .with(EXTERNAL_ACCOUNT_KEY.EXPIRES, key -> key.expires().orElse(null))
          .with(EXTERNAL_ACCOUNT_KEY.STATE, key -> key.state().name());

  private AccountRows() {}

  public static Account read(AccountRecord row) {
    return new Account(
        new AccountId(row.getId()),
        new InstitutionId(row.getInstitution()),
        new AccountKey(row.getJwk(), row.getThumbprint()),
        List.of(row.getContacts()),
        row.getTermsAgreed(),
        Account.Status.valueOf(row.getStatus()),
        binding(row.getPartner(), row.getProfiles(), row.getSubscriber(), row.getAct()),
        Optional.ofNullable(row.getBindingJws()),
        row.getCreated());
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

  private static @Nullable UUID partner(@Nullable Binding binding) {
    return binding instanceof Binding.ToPartner bound ? bound.partner().value() : null;
  }

  private static String @Nullable [] profiles(@Nullable Binding binding) {
    return binding instanceof Binding.ToPartner bound
        ? bound.profiles().toArray(String[]::new)
        : null;
  }

  private static @Nullable UUID subscriber(@Nullable Binding binding) {
    return binding instanceof Binding.ToSubscriber bound ? bound.subscriber().value() : null;
  }

  private static @Nullable String act(@Nullable Binding binding) {
    return binding instanceof Binding.ToSubscriber bound ? bound.act().name() : null;
  }
}
