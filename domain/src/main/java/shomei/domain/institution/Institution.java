package shomei.domain.institution;

import shomei.domain.kernel.InstitutionId;

/// A bank that runs its service on this server.
///
/// @param nameJa what its customers read in Japanese
/// @param nameEn what its customers read in English
/// @param organization the subject's O, e.g. `The Example Bank, Ltd.`
/// @param unit the subject's OU without the CA generation, e.g. `The Example Bank Internet Banking
///   CA`
/// @param policy the name of its policy file without ending, e.g. `biznet`
public record Institution(
    InstitutionId id,
    String nameJa,
    String nameEn,
    String organization,
    String unit,
    String policy) {}
