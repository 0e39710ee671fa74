package shomei.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shomei.protocol.message.Directory;
import shomei.protocol.message.OrderObject;
import shomei.sdk.stand.StandCa;

/// A transport of one's own under the same flow.
final class TransportTest {
  private static final String USER = "12345678901234/taro";

  private Against against;
  private Noting noting;
  private AcmeServer server;

  @BeforeEach
  void open() throws Exception {
    against = Against.aStand();
    against.stand.office().register(USER, "1357");
    noting = new Noting(new HttpTransport(against.settings));
    server = AcmeServer.over(noting, against.stand.directory(), against.settings);
  }

  @AfterEach
  void close() {
    server.close();
    against.close();
  }

  @Test
  void everyRequestSaysWhatItIsForAndTheFlowHasNoneTooMany() {
    acquire(server);

    assertThat(noting.resources)
        .containsExactly(
            AcmeResource.DIRECTORY,
            AcmeResource.NEW_NONCE,
            AcmeResource.NEW_ACCOUNT,
            AcmeResource.NEW_ORDER,
            AcmeResource.AUTHORIZATION,
            AcmeResource.CHALLENGE,
            AcmeResource.FINALIZE,
            AcmeResource.CERTIFICATE);
  }

  @Test
  void aDirectoryThatWasKeptIsNotReadAgain() {
    Directory kept = server.directory();
    noting.resources.clear();

    AcmeServer.over(noting, kept, against.settings)
        .createAccount(StandCa.keyPair(), NewAccountTerms.plain());

    assertThat(noting.resources).containsExactly(AcmeResource.NEW_NONCE, AcmeResource.NEW_ACCOUNT);
  }

  @Test
  void anAnswerThatWasLostAtAnyStepIsGotOver() {
    for (AcmeResource step :
        List.of(
            AcmeResource.NEW_ACCOUNT,
            AcmeResource.NEW_ORDER,
            AcmeResource.AUTHORIZATION,
            AcmeResource.CHALLENGE,
            AcmeResource.FINALIZE,
            AcmeResource.CERTIFICATE)) {
      against.stand.office().seat(USER).openAcquisition(true);
      int before = against.stand.office().issued().size();
      noting.loseAnswerTo = Optional.of(step);

      acquire(server);

      assertThat(noting.loseAnswerTo).isEmpty();
      assertThat(against.stand.office().issued()).as(step.fieldName()).hasSize(before + 1);
    }
  }

  @Test
  void whatATransportCallsUselessIsNotTriedAgain() {
    noting.useless = true;

    assertThatThrownBy(server::directory).isInstanceOf(AcmeFailure.Unreachable.class);
    assertThat(noting.resources).containsExactly(AcmeResource.DIRECTORY);
    assertThat(against.waits).isEmpty();
  }

  private static void acquire(AcmeServer server) {
    AcmeAccount account = server.createAccount(StandCa.keyPair(), NewAccountTerms.plain());
    Located<OrderObject> order = account.order(Against.acquisition(USER));
    account.answerPin(Against.onlyChallenge(account, order.resource()), "1357", Optional.empty());
    OrderObject valid = account.finish(order, Csr.ofSubscriber(StandCa.keyPair()));
    assertThat(account.certificate(valid)).isNotEmpty();
  }

  /// Notes what goes through, and loses an answer on purpose.
  private static final class Noting implements Transport {
    private final Transport carrier;
    private final List<AcmeResource> resources = new ArrayList<>();
    private Optional<AcmeResource> loseAnswerTo = Optional.empty();
    private boolean useless;

    Noting(Transport carrier) {
      this.carrier = carrier;
    }

    @Override
    public Response send(Request request) throws IOException, InterruptedException {
      resources.add(request.resource());
      if (useless) {
        throw new AcmeFailure.Unreachable(request.uri(), new IOException("no such way"));
      }
      Response response = carrier.send(request);
      if (loseAnswerTo.equals(Optional.of(request.resource()))) {
        loseAnswerTo = Optional.empty();
        throw new IOException("lost on purpose");
      }
      return response;
    }

    @Override
    public void close() {
      carrier.close();
    }
  }
}
