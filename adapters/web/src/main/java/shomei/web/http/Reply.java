package shomei.web.http;

/// What an endpoint says: its answer, or that it comes later.
public sealed interface Reply permits Response, Held {}
