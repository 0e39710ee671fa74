package shomei.domain.subscriber;

import shomei.domain.kernel.InstitutionId;

/// A customer of an institution, known by its contract ID.
public record Corporation(InstitutionId institution, String contractId, String name) {}
