package shomei.web.http;

import java.util.concurrent.CompletableFuture;

/// An answer that is still to come. Until then the request has its connection and nothing else: no
/// thread, and no place among those in work.
///
/// Danger: a connection on which nothing goes either way ends after the listener's idle bound; an
/// answer that is to arrive comes before.
///
/// @param answer completed, on whatever thread, by whoever has it; with an [HttpError] or a refusal
///   to be told in the site's form
/// @param gone runs where the client went away before, on the event loop: it must not block
public record Held(CompletableFuture<Response> answer, Runnable gone) implements Reply {}
