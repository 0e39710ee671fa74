package shomei.domain.issuance;

import shomei.domain.Octets;

/// What an order is going to issue, recorded before it is signed. Signing it twice, after a crash,
/// gives one certificate of the same serial and content, and only one of the two is ever recorded
/// and handed out.
///
/// @param spkiDigest SHA-256 over the key's DER SubjectPublicKeyInfo
public record Intent(ToBeSigned toBeSigned, Octets spkiDigest) {}
