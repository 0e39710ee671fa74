package shomei.enrollment.connection;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import shomei.enrollment.EnrollmentException;
import shomei.enrollment.Failure;
import shomei.sdk.HttpProxy;

/// Reads the addresses of proxies as people and environment variables write them.
public final class ProxyAddress {
  private ProxyAddress() {}

  /// @throws EnrollmentException [Failure.BadProxyAddress], which holds no login
  public static HttpProxy parse(String text) {
    try {
      return HttpProxy.parse(text.strip());
    } catch (IllegalArgumentException noAddress) {
      throw new EnrollmentException(new Failure.BadProxyAddress(withoutLogin(text)), noAddress);
    }
  }

  /// What may be shown and remembered.
  public static String withoutLogin(String address) {
    return address.replaceFirst("^([A-Za-z0-9]+://)?.*@", "$1");
  }

  /// The proxy that the environment variables `https_proxy` and `no_proxy` name for a server, as
  /// other programs read them.
  public static Optional<HttpProxy> ofEnvironment(Map<String, String> environment, URI server) {
    return Optional.ofNullable(environment.get("https_proxy"))
        .or(() -> Optional.ofNullable(environment.get("HTTPS_PROXY")))
        .filter(value -> !value.isBlank())
        .filter(value -> !isSpared(environment, server.getHost()))
        .map(ProxyAddress::parse);
  }

  private static boolean isSpared(Map<String, String> environment, String host) {
    String spared = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    return Arrays.stream(spared.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }
}
