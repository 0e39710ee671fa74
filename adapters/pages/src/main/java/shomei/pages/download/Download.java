package shomei.pages.download;

import java.util.Optional;
import shomei.domain.kernel.Octets;

/// A package that is handed out.
///
/// @param length in octets
/// @param signature CMS by the signer over the file, where packages are signed
/// @param state of the file when it was read
record Download(
    PackageName name, long length, Octets sha256, Optional<Octets> signature, FileState state) {}
