package shomei.web;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import shomei.domain.access.Access;
import shomei.domain.access.Nonces;
import shomei.domain.account.ChangeKey;
import shomei.domain.account.CreateAccount;
import shomei.domain.account.DeactivateAccount;
import shomei.domain.account.UpdateAccount;
import shomei.domain.authorization.AnswerChallenge;
import shomei.domain.authorization.DeactivateAuthorization;
import shomei.domain.ca.IssuingCa;
import shomei.domain.institution.Institutions;
import shomei.domain.institution.Policies;
import shomei.domain.issuance.FinalizeOrder;
import shomei.domain.loginserver.TellStatus;
import shomei.domain.order.ListOrders;
import shomei.domain.order.PlaceOrder;
import shomei.domain.renewal.SuggestRenewal;
import shomei.domain.revocation.RevokeCertificate;
import shomei.protocol.jws.JwsVerifier;

/// All that the edge calls.
///
/// @param institutions asked for every request: an adapter that answers from memory is wanted
/// @param random unpredictable: it draws request ids
public record UseCases(
    Institutions institutions,
    Policies policies,
    Access access,
    Nonces nonces,
    IssuingCa issuingCa,
    JwsVerifier verifier,
    CreateAccount createAccount,
    UpdateAccount updateAccount,
    DeactivateAccount deactivateAccount,
    ChangeKey changeKey,
    PlaceOrder placeOrder,
    ListOrders listOrders,
    FinalizeOrder finalizeOrder,
    AnswerChallenge answerChallenge,
    DeactivateAuthorization deactivateAuthorization,
    RevokeCertificate revokeCertificate,
    SuggestRenewal suggestRenewal,
    TellStatus tellStatus,
    InstantSource clock,
    RandomGenerator random) {}
