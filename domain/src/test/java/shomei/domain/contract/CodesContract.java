package shomei.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static shomei.domain.contract.Given.AKEBONO;
import static shomei.domain.contract.Given.MIDORI;
import static shomei.domain.contract.Given.NOW;
import static shomei.domain.contract.Given.entry;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shomei.domain.history.Act;
import shomei.domain.kernel.Octets;
import shomei.domain.oidc.Code;
import shomei.domain.oidc.Codes.Taken;
import shomei.domain.session.Session;

public abstract class CodesContract extends PortContract {
  private static final String CLIENT = "payments";
  private static final String SEAT = "subscriber:a";

  @Test
  void ofManyTakingsAtOnceOneIsTheFirst() throws Exception {
    Code code = added(Optional.of("nonce, \"quoted\""));
    List<Optional<Taken>> taken = Parallel.run(8, i -> take(code));
    assertThat(taken).filteredOn(Optional.of(new Taken(code, true))::equals).hasSize(1);
    assertThat(taken).filteredOn(Optional.of(new Taken(code, false))::equals).hasSize(7);
  }

  @Test
  void anotherClientOrInstitutionHasNoSuchCodeAndTakesNothing() {
    Code code = added(Optional.empty());
    assertThat(ports.codes().take(AKEBONO, CLIENT, code.id())).isEmpty();
    assertThat(ports.codes().take(MIDORI, "other", code.id())).isEmpty();
    assertThat(ports.codes().take(MIDORI, CLIENT, given.octets(32))).isEmpty();
    assertThat(take(code)).contains(new Taken(code, true));
  }

  @Test
  void whatACodeWasTurnedIntoIsFoundAtItsInstitution() {
    Code code = added(Optional.empty());
    Octets token = given.octets(32);
    take(code);
    assertThat(ports.codes().granted(MIDORI, token)).isEmpty();
    assertThat(grant(code, token)).isTrue();
    assertThat(ports.codes().granted(MIDORI, token)).contains(code);
    assertThat(ports.codes().granted(AKEBONO, token)).isEmpty();
    assertThat(given.entries(Act.CODE_REDEEMED, SEAT)).isOne();
  }

  @Test
  void whatWasWithdrawnIsGoneAndIsGrantedNothing() {
    Code code = added(Optional.empty());
    Octets token = given.octets(32);
    grant(code, token);
    assertThat(withdraw(code)).isTrue();
    assertThat(ports.codes().granted(MIDORI, token)).isEmpty();
    assertThat(take(code)).isEmpty();
    assertThat(grant(code, given.octets(32))).isFalse();
    assertThat(withdraw(code)).isFalse();
    assertThat(given.entries(Act.CODE_REDEEMED, SEAT)).isOne();
    assertThat(given.entries(Act.CODE_REPLAYED, SEAT)).isOne();
  }

  @Test
  void codesThatNobodyTookInTheirTimeAreForgottenAndTheOthersWithTheirSessions() {
    Code unused = added(Optional.empty());
    Code used = added(Optional.empty());
    take(used);
    assertThat(ports.codes().forget(NOW.plus(Code.LIFETIME).minusSeconds(1))).isZero();
    assertThat(ports.codes().forget(NOW.plus(Code.LIFETIME))).isOne();
    assertThat(take(unused)).isEmpty();
    assertThat(ports.codes().forget(NOW.plus(Session.LONGEST))).isZero();
    assertThat(ports.codes().forget(NOW.plus(Session.LONGEST).plusSeconds(1))).isOne();
    assertThat(take(used)).isEmpty();
  }

  private Code added(Optional<String> nonce) {
    Code code =
        new Code(
            given.octets(32),
            MIDORI,
            CLIENT,
            "https://pay.example/back",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            nonce,
            given.octets(32),
            NOW);
    ports.codes().add(code);
    return code;
  }

  private Optional<Taken> take(Code code) {
    return ports.codes().take(MIDORI, CLIENT, code.id());
  }

  private boolean grant(Code code, Octets token) {
    return ports.codes().grant(code.id(), token, entry(Act.CODE_REDEEMED, SEAT));
  }

  private boolean withdraw(Code code) {
    return ports.codes().withdraw(code.id(), entry(Act.CODE_REPLAYED, SEAT));
  }
}
