package shomei.pages.tenant;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import shomei.web.listener.ListenerSettings.AcceptedIssuers;

/// The CAs that a browser is told, so that its chooser lists no certificate of another bank: at a
/// host of its own an institution's alone, at the shared one those of all that have pages there. A
/// new generation is named from the next handshake on.
public record Authorities(Tenants tenants, InstitutionCache institutions)
    implements AcceptedIssuers {
  @Override
  public List<X509Certificate> shared() {
    return of(tenants.all().stream().filter(tenant -> !tenant.hasOwnHosts()).toList());
  }

  @Override
  public Optional<Supplier<List<X509Certificate>>> at(String host) {
    List<Tenant> own =
        tenants.all().stream()
            .filter(tenant -> tenant.hasOwnHosts() && tenant.isSignedInAt(host))
            .toList();
    return own.isEmpty() ? Optional.empty() : Optional.of(() -> of(own));
  }

  private List<X509Certificate> of(List<Tenant> here) {
    return here.stream()
        .flatMap(tenant -> institutions.authorities(tenant.institution()).stream())
        .toList();
  }
}
