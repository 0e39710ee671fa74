package shomei.pages.download;

import java.util.function.BiPredicate;
import shomei.domain.kernel.Octets;

/// Whoever signs the packages.
///
/// @param name for people
/// @param fingerprint SHA-256 over the certificate
/// @param signed whether a signature (the first) is the signer's over what has that SHA-256
public record Signer(String name, Octets fingerprint, BiPredicate<Octets, Octets> signed) {}
