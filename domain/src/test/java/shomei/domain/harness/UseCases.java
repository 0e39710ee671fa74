package shomei.domain.harness;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import shomei.domain.account.ChangeKey;
import shomei.domain.account.CreateAccount;
import shomei.domain.account.DeactivateAccount;
import shomei.domain.account.ExternalAccountSecret;
import shomei.domain.account.UpdateAccount;
import shomei.domain.activation.AcquireLoginId;
import shomei.domain.activation.ProveFirstLogin;
import shomei.domain.activation.ServiceHours;
import shomei.domain.administration.AdministerCompany;
import shomei.domain.administration.AdministerUsers;
import shomei.domain.administration.ConfirmedForm;
import shomei.domain.authorization.AnswerChallenge;
import shomei.domain.authorization.ControlValidator;
import shomei.domain.authorization.DeactivateAuthorization;
import shomei.domain.authorization.JudgePin;
import shomei.domain.authorization.JudgePossession;
import shomei.domain.authorization.Patience;
import shomei.domain.authorization.Pause;
import shomei.domain.authorization.ValidateChallenges;
import shomei.domain.ca.IssuingCa;
import shomei.domain.calendar.BusinessCalendar;
import shomei.domain.calendar.NextBusinessNoon;
import shomei.domain.contract.Ports;
import shomei.domain.credential.PinStretch;
import shomei.domain.credential.TokenSecret;
import shomei.domain.fixture.TestRequests;
import shomei.domain.institution.Policies;
import shomei.domain.institution.PutInstitution;
import shomei.domain.issuance.FinalizeOrder;
import shomei.domain.issuance.ResumeIssuance;
import shomei.domain.issuance.SignOrder;
import shomei.domain.notice.DecideNotices;
import shomei.domain.notice.DeliverMail;
import shomei.domain.notice.NoticeSender;
import shomei.domain.notice.TellOfActs;
import shomei.domain.order.ForgetOrders;
import shomei.domain.order.ListOrders;
import shomei.domain.order.OpenAuthorizations;
import shomei.domain.order.OrderRules;
import shomei.domain.order.PlaceOrder;
import shomei.domain.pairing.AwaitPage;
import shomei.domain.pairing.ConfirmPc;
import shomei.domain.pairing.OpenPairing;
import shomei.domain.pairing.ReportProgress;
import shomei.domain.pairing.WatchPairing;
import shomei.domain.partner.MintExternalAccountKey;
import shomei.domain.partner.PutPartner;
import shomei.domain.partner.RemovePartner;
import shomei.domain.partner.RevokeExternalAccountKey;
import shomei.domain.renewal.SuggestRenewal;
import shomei.domain.revocation.RevokeCertificate;
import shomei.domain.session.ChangeOwnPin;
import shomei.domain.session.SubmitOnce;
import shomei.domain.subscriber.ChangeUser;
import shomei.domain.subscriber.ConfirmAct;
import shomei.domain.subscriber.DeleteUser;
import shomei.domain.subscriber.LetterCodes;
import shomei.domain.subscriber.OpenAcquisition;
import shomei.domain.subscriber.PinCheck;
import shomei.domain.subscriber.PinCosts;
import shomei.domain.subscriber.PinWatch;
import shomei.domain.subscriber.RegisterCorporation;
import shomei.domain.subscriber.RegisterUser;
import shomei.domain.subscriber.ResetPin;
import shomei.domain.subscriber.RevokeUser;
import shomei.domain.subscriber.SuspendSubscriber;
import shomei.domain.subscriber.TryPin;
import shomei.domain.subscriber.UnlockSubscriber;

/// Every use case, wired.
final class UseCases {
  /// What the domain needs of the world besides its store.
  record World(
      Policies policies,
      TokenSecret token,
      PinStretch stretch,
      PinWatch watch,
      IssuingCa ca,
      ControlValidator web,
      NoticeSender mail,
      BusinessCalendar calendar,
      Executor later,
      Patience patience,
      Pause pause,
      InstantSource clock,
      RandomGenerator random) {
    /// The same under other policies.
    World under(Policies others) {
      return new World(
          others, token, stretch, watch, ca, web, mail, calendar, later, patience, pause, clock,
          random);
    }
  }

  final ExternalAccountSecret secrets;
  final PutInstitution putInstitution;
  final RegisterCorporation registerCorporation;
  final RegisterUser registerUser;
  final OpenAcquisition openAcquisition;
  final ResetPin resetPin;
  final ConfirmAct confirm;
  final ConfirmedRevocation revokeUser;
  final AdministerUsers administerUsers;
  final AdministerCompany administerCompany;
  final ChangeOwnPin changeOwnPin;
  final ProveFirstLogin proveFirstLogin;
  final AcquireLoginId acquireLoginId;
  final UnlockSubscriber unlock;
  final SuspendSubscriber suspension;
  final CreateAccount createAccount;
  final UpdateAccount updateAccount;
  final ChangeKey changeKey;
  final DeactivateAccount deactivateAccount;
  final RemovePartner removePartner;
  final PutPartner putPartner;
  final MintExternalAccountKey mint;
  final RevokeExternalAccountKey revokeKey;
  final OpenPairing openPairing;
  final WatchPairing watchPairing;
  final ConfirmPc confirmPc;
  final AwaitPage awaitPage;
  final ReportProgress reportProgress;
  final PlaceOrder placeOrder;
  final ListOrders listOrders;
  final ForgetOrders forgetOrders;
  final AnswerChallenge answer;
  final DeactivateAuthorization deactivateAuthorization;
  final ValidateChallenges validate;
  final FinalizeOrder finish;
  final ResumeIssuance resume;
  final RevokeCertificate revoke;
  final SuggestRenewal suggest;
  final DecideNotices decideNotices;
  final TellOfActs tellOfActs;
  final DeliverMail deliverMail;

  UseCases(Ports ports, World world) {
    var policies = world.policies();
    var clock = world.clock();
    var random = world.random();
    var pins =
        new PinCheck(
            world.token(), world.stretch(), random, new PinCosts(ports.subscribers(), clock));
    var letters = new LetterCodes(world.token(), random);
    secrets = new ExternalAccountSecret(world.token());
    putInstitution = new PutInstitution(ports.institutions(), policies, clock);
    registerCorporation =
        new RegisterCorporation(policies, ports.subscribers(), pins, letters, clock, random);
    registerUser = new RegisterUser(policies, ports.subscribers(), pins, letters, clock, random);
    var noon = new NextBusinessNoon(world.calendar());
    openAcquisition =
        new OpenAcquisition(
            policies, ports.subscribers(), ports.certificates(), letters, noon, clock);
    resetPin = new ResetPin(policies, ports.subscribers(), pins, clock);
    var tryPin = new TryPin(ports.subscribers(), pins, world.watch());
    confirm = new ConfirmAct(policies, tryPin, ports.subscribers(), ports.history(), clock);
    var revocation =
        new RevokeUser(policies, ports.subscribers(), ports.certificates(), letters, clock);
    revokeUser = new ConfirmedRevocation(ports, confirm, revocation);
    unlock = new UnlockSubscriber(ports.subscribers(), clock);
    suspension = new SuspendSubscriber(ports.subscribers(), clock);
    var once = new SubmitOnce(ports.submissions(), world.pause(), clock);
    var confirmed = new ConfirmedForm(confirm, once, world.token());
    administerUsers =
        new AdministerUsers(
            policies,
            confirmed,
            new AdministerUsers.Acts(
                registerUser,
                new ChangeUser(policies, ports.subscribers(), clock),
                new DeleteUser(ports.subscribers(), ports.certificates(), clock),
                suspension,
                unlock,
                resetPin,
                revocation));
    var hours = new ServiceHours(world.calendar());
    proveFirstLogin =
        new ProveFirstLogin(
            policies,
            tryPin,
            world.token(),
            once,
            hours,
            ports.subscribers(),
            ports.history(),
            clock);
    acquireLoginId =
        new AcquireLoginId(policies, pins, world.token(), once, hours, ports.subscribers(), clock);
    administerCompany = new AdministerCompany(confirmed, ports.subscribers(), clock);
    changeOwnPin =
        new ChangeOwnPin(
            policies,
            tryPin,
            pins,
            world.token(),
            once,
            ports.subscribers(),
            ports.history(),
            clock);
    createAccount =
        new CreateAccount(
            policies, ports.accounts(), ports.keys(), secrets, ports.limits(), clock, random);
    updateAccount = new UpdateAccount(ports.accounts(), clock);
    changeKey = new ChangeKey(ports.accounts(), clock);
    deactivateAccount = new DeactivateAccount(ports.accounts(), clock);
    putPartner = new PutPartner(ports.partners(), clock, random);
    mint = new MintExternalAccountKey(policies, ports.keys(), secrets, clock, random);
    revokeKey = new RevokeExternalAccountKey(ports.keys(), clock);
    removePartner =
        new RemovePartner(ports.partners(), ports.keys(), revokeKey, deactivateAccount, clock);
    openPairing =
        new OpenPairing(ports.pairings(), ports.waitingTools(), ports.limits(), clock, random);
    watchPairing = new WatchPairing(ports.pairings(), clock);
    confirmPc = new ConfirmPc(ports.pairings(), mint, clock);
    awaitPage = new AwaitPage(ports.pairings(), ports.waitingTools(), ports.limits(), clock);
    reportProgress = new ReportProgress(ports.pairings(), ports.certificates(), secrets, clock);
    placeOrder =
        new PlaceOrder(
            policies,
            new OrderRules(ports.partners(), ports.certificates(), world.ca()),
            new OpenAuthorizations(ports.authorizations(), ports.subscribers(), random),
            ports.orders(),
            clock,
            random);
    listOrders = new ListOrders(ports.orders(), clock);
    forgetOrders =
        new ForgetOrders(ports.institutions(), policies, ports.orders(), ports.accounts(), clock);
    var judgePin =
        new JudgePin(tryPin, ports.subscribers(), ports.authorizations(), pins, letters, clock);
    validate =
        new ValidateChallenges(
            ports.authorizations(),
            ports.accounts(),
            ports.institutions(),
            policies,
            world.web(),
            world.later(),
            world.patience(),
            world.pause(),
            clock);
    answer =
        new AnswerChallenge(
            policies,
            judgePin,
            new JudgePossession(
                ports.certificates(), ports.subscribers(), ports.authorizations(), judgePin, clock),
            ports.limits(),
            validate,
            clock);
    deactivateAuthorization = new DeactivateAuthorization(ports.authorizations(), clock);
    var sign = new SignOrder(ports.institutions(), policies, world.ca(), ports.orders(), clock);
    finish =
        new FinalizeOrder(
            policies, new TestRequests(), world.ca(), ports.orders(), sign, clock, random);
    resume = new ResumeIssuance(ports.orders(), sign, clock);
    revoke = new RevokeCertificate(ports.certificates(), ports.authorizations(), clock);
    suggest = new SuggestRenewal(policies, ports.certificates(), world.ca());
    decideNotices =
        new DecideNotices(
            ports.notices(), ports.institutions(), policies, ports.subscribers(), clock, random);
    tellOfActs =
        new TellOfActs(
            ports.untoldActs(),
            ports.institutions(),
            policies,
            ports.subscribers(),
            ports.certificates(),
            clock,
            random);
    deliverMail = new DeliverMail(ports.outbox(), world.mail(), clock);
  }
}
