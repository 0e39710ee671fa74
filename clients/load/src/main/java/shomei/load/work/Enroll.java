package shomei.load.work;

import java.io.IOException;
import shomei.load.wire.Failed;
import shomei.load.wire.Session;

/// From the account to the certificate in hand.
///
/// @param name as results tell it
/// @param wallet gets what subscribers hold then
public record Enroll(
    String name, Applicants applicants, Accounts accounts, Acknowledged acknowledged, Wallet wallet)
    implements Workload {
  @Override
  public String act(Session session) throws IOException, Failed {
    Applicant applicant = applicants.next();
    Account account = accounts.next(session);
    Request request = applicant.request();
    byte[] der =
        acknowledged.note(
            new Ordering(session, account)
                .issue(request.order(), request.csr(), applicant.prover()));
    applicant
        .subscriber()
        .ifPresent(who -> wallet.put(new Held(who, account, request.keys(), der)));
    return name;
  }

  @Override
  public long most() {
    return applicants.most();
  }

  @Override
  public long madeLate() {
    return applicants.madeLate() + accounts.madeLate();
  }
}
