package shomei.domain.order;

import shomei.domain.ca.ToBeSigned;
import shomei.domain.kernel.Octets;

/// What an order is going to issue, recorded before it is signed. Signing it twice, after a crash,
/// gives one certificate of the same serial and content, and only one of the two is ever recorded
/// and handed out.
///
/// @param spkiDigest SHA-256 over the key's DER SubjectPublicKeyInfo
public record Intent(ToBeSigned toBeSigned, Octets spkiDigest) {}
