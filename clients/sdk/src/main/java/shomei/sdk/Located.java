package shomei.sdk;

import java.net.URI;

/// A resource that the server has just made or found, with its address.
public record Located<T>(URI url, T resource) {}
