package shomei.load.work;

import java.util.Optional;

/// Who asks for a certificate, for what, and how that is proven.
record Applicant(Request request, Prover prover, Optional<Subscriber> subscriber) {}
