package shomei.web.rfc8555;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import shomei.domain.account.Binding;
import shomei.domain.credential.Pin;
import shomei.domain.fixture.Examples;
import shomei.domain.kernel.SubscriberName;
import shomei.domain.partner.MintExternalAccountKey;
import shomei.domain.partner.Partner;
import shomei.domain.partner.PutPartner;
import shomei.domain.subscriber.RegisterCorporation;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.Registered;
import shomei.domain.subscriber.Subscriber;
import shomei.protocol.json.Base64Url;
import shomei.protocol.jws.AccountBinding;
import shomei.protocol.jws.MacAlgorithm;

/// An operator's acts before a test: seats to acquire for, partners, keys for binding.
final class Setup {
  static final String PIN = "hQ7zPw";
  static final String TEMPORARY = "xR4kVm";

  private static final AtomicInteger NEXT = new AtomicInteger(10000);

  private final Edge edge;
  private final RegisterCorporation corporations;
  private final RegisterUser users;
  private final PutPartner partners;
  private final MintExternalAccountKey mint;

  Setup(Edge edge) {
    this.edge = edge;
    var subscribers = edge.ports.subscribers();
    corporations =
        new RegisterCorporation(
            edge.policies, subscribers, edge.pins, edge.letters, edge.clock, edge.random);
    users =
        new RegisterUser(
            edge.policies, subscribers, edge.pins, edge.letters, edge.clock, edge.random);
    partners = new PutPartner(edge.ports.partners(), edge.clock, edge.random);
    mint =
        new MintExternalAccountKey(
            edge.policies, edge.ports.keys(), edge.secrets, edge.clock, edge.random);
  }

  /// An administrator's seat whose PIN is temporary.
  Subscriber administrator(String institution) {
    return corporations
        .register(
            edge.institution(institution),
            new RegisterCorporation.NewCorporation(
                "0501D" + NEXT.incrementAndGet(),
                "みどり商事",
                "admin@example.jp",
                Subscriber.Language.JA,
                Pin.attempt(TEMPORARY),
                Pin.attempt(PIN)),
            Examples.COUNTER)
        .seat();
  }

  /// A user's seat, its right to acquire open.
  Subscriber user(String institution) {
    return registeredUser(institution).seat();
  }

  /// The same with the code of its letter, where the policy asks for one.
  Registered registeredUser(String institution) {
    SubscriberName administrator = administrator(institution).name();
    return users.register(
        edge.institution(institution),
        new RegisterUser.NewUser(
            administrator.contractId(),
            "S",
            "緑 花子",
            "user@example.jp",
            Subscriber.Language.JA,
            Pin.attempt(PIN),
            false,
            Pin.attempt(PIN)),
        Examples.COUNTER);
  }

  /// A key for a new partner that may order everything below `domain`.
  MintExternalAccountKey.Minted partnerKey(
      String institution, String domain, boolean vetted, boolean singleUse) {
    Partner partner =
        partners.put(
            edge.institution(institution),
            "partner " + NEXT.incrementAndGet(),
            List.of(new Partner.Names(domain, true, vetted)),
            Examples.COUNTER);
    return mint.forPartner(
        edge.institution(institution),
        partner,
        Set.of(),
        singleUse,
        Optional.empty(),
        Examples.COUNTER);
  }

  MintExternalAccountKey.Minted subscriberKey(
      String institution, Subscriber seat, Binding.Act act) {
    return mint.forSubscriber(edge.institution(institution), seat, act, Examples.FROM);
  }

  /// A client of a partner that may order everything below `domain`.
  Client partner(String institution, String domain, boolean vetted) {
    Client client = Client.at(edge, institution);
    client.createAccount(binding(client, partnerKey(institution, domain, vetted, false))).has(201);
    return client;
  }

  /// The payload of newAccount with this key's binding.
  static ObjectNode binding(Client client, MintExternalAccountKey.Minted minted) {
    ObjectNode payload = Client.object().put("termsOfServiceAgreed", true);
    payload.set(
        "externalAccountBinding",
        AccountBinding.create(
            MacAlgorithm.HS256,
            minted.key().kid(),
            Base64Url.decode(minted.secret(), "secret"),
            client.url("new-account"),
            client.jwk()));
    return payload;
  }
}
