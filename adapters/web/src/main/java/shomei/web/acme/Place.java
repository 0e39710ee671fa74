package shomei.web.acme;

import shomei.domain.authorization.Challenge;
import shomei.domain.kernel.AccountId;
import shomei.domain.kernel.AuthorizationId;
import shomei.domain.kernel.InstitutionId;
import shomei.domain.kernel.OrderId;
import shomei.domain.kernel.Serial;

/// A resource of an institution: what an ACME URL names.
record Place(InstitutionId institution, Resource resource) {

  sealed interface Resource {
    /// What kind of resource it is: a label in metrics and logs.
    String label();

    /// Read by anybody with GET and HEAD, and by accounts with POST-as-GET (RFC 8555 §6.3).
    sealed interface Open extends Resource {}

    /// Answers signed requests alone.
    sealed interface Signed extends Resource {}

    record Directory() implements Open {
      @Override
      public String label() {
        return "directory";
      }
    }

    record NewNonce() implements Open {
      @Override
      public String label() {
        return "new-nonce";
      }
    }

    /// Read with GET and HEAD (RFC 9773 §4.1).
    ///
    /// @param certId as written in the URL; it may be none
    record RenewalInfoOf(String certId) implements Resource {
      @Override
      public String label() {
        return "renewal-info";
      }
    }

    record NewAccount() implements Signed {
      @Override
      public String label() {
        return "new-account";
      }
    }

    record AccountOf(AccountId id) implements Signed {
      @Override
      public String label() {
        return "account";
      }
    }

    record OrdersOf(AccountId id) implements Signed {
      @Override
      public String label() {
        return "orders";
      }
    }

    record NewOrder() implements Signed {
      @Override
      public String label() {
        return "new-order";
      }
    }

    record OrderOf(OrderId id) implements Signed {
      @Override
      public String label() {
        return "order";
      }
    }

    record FinalizeOf(OrderId id) implements Signed {
      @Override
      public String label() {
        return "finalize";
      }
    }

    record AuthorizationOf(AuthorizationId id) implements Signed {
      @Override
      public String label() {
        return "authz";
      }
    }

    record ChallengeOf(AuthorizationId id, Challenge.Kind kind) implements Signed {
      @Override
      public String label() {
        return "challenge";
      }
    }

    record CertificateOf(Serial serial) implements Signed {
      @Override
      public String label() {
        return "certificate";
      }
    }

    record RevokeCert() implements Signed {
      @Override
      public String label() {
        return "revoke-cert";
      }
    }

    record KeyChange() implements Signed {
      @Override
      public String label() {
        return "key-change";
      }
    }
  }

  /// The value of `Allow`.
  String allow() {
    return switch (resource) {
      case Resource.Open open -> "GET, HEAD, POST, OPTIONS";
      case Resource.RenewalInfoOf info -> "GET, HEAD, OPTIONS";
      case Resource.Signed signed -> "POST, OPTIONS";
    };
  }
}
