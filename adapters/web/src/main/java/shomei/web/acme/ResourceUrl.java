package shomei.web.acme;

import shomei.domain.kernel.InstitutionId;

/// What an ACME URL names.
record ResourceUrl(InstitutionId institution, Resource resource) {}
