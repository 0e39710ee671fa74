package shomei.domain.contract;

import shomei.domain.access.Access;
import shomei.domain.account.Accounts;
import shomei.domain.account.ExternalAccountKeys;
import shomei.domain.account.RateLimits;
import shomei.domain.administration.UserList;
import shomei.domain.authorization.Authorizations;
import shomei.domain.ca.Issuers;
import shomei.domain.certificate.Certificates;
import shomei.domain.evidence.Seals;
import shomei.domain.history.History;
import shomei.domain.history.HistorySearch;
import shomei.domain.institution.Institutions;
import shomei.domain.journal.Revocations;
import shomei.domain.loginserver.LoginServers;
import shomei.domain.notice.Messages;
import shomei.domain.notice.Notices;
import shomei.domain.notice.Outbox;
import shomei.domain.notice.UntoldActs;
import shomei.domain.order.Orders;
import shomei.domain.partner.Partners;
import shomei.domain.revocation.BulkRevocations;
import shomei.domain.session.Sessions;
import shomei.domain.session.Submissions;
import shomei.domain.status.RevocationLists;
import shomei.domain.status.Statuses;
import shomei.domain.subscriber.Subscribers;

/// All ports that store, over one store.
public record Ports(
    Access access,
    Accounts accounts,
    Authorizations authorizations,
    BulkRevocations bulkRevocations,
    Certificates certificates,
    ExternalAccountKeys keys,
    History history,
    HistorySearch search,
    Institutions institutions,
    Issuers issuers,
    LoginServers loginServers,
    Messages messages,
    Notices notices,
    Orders orders,
    Outbox outbox,
    Partners partners,
    RateLimits limits,
    RevocationLists lists,
    Revocations revocations,
    Seals seals,
    Sessions sessions,
    Statuses statuses,
    Submissions submissions,
    Subscribers subscribers,
    UntoldActs untoldActs,
    UserList users) {}
