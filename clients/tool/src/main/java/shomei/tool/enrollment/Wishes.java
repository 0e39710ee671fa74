package shomei.tool.enrollment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shomei.sdk.ExternalAccount;
import shomei.tool.store.KeyType;

/// What the person chose for this run.
///
/// @param profile of the certificate, one that the directory names; absent: the server's choice
public record Wishes(
    KeyType keyType, @Nullable String profile, Optional<ExternalAccount> binding) {}
