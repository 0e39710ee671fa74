package shomei.web.listener;

import java.security.cert.X509Certificate;
import java.util.Optional;

/// What a listener shows in its handshakes.
///
/// @param listener its name
/// @param fault why the files as they are now are not shown, in words for an operator; what they
///   held before still is
public record ShownCertificate(
    String listener, X509Certificate certificate, Optional<String> fault) {}
