package shomei.load.work;

/// Who asks for a certificate, for what, and how that is proven.
record Applicant(Request request, Prover prover) {}
