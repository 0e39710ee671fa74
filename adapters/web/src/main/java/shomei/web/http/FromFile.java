package shomei.web.http;

import java.nio.channels.FileChannel;

/// An answer whose body is a file, which is never in memory as a whole. The listener sends the part
/// that the client asks for (RFC 9110 §14), or as with a [Response] nothing that it has already,
/// and closes the file, whatever happens.
///
/// @param head 200, with `ETag` or `Last-Modified`; its own body is not sent
/// @param length of the file in octets, as the head speaks of it
public record FromFile(Response head, FileChannel file, long length) implements Reply {}
