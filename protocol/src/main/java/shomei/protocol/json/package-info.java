/// The one place that decides what JSON and base64url may come in, and how JSON goes out.
@NullMarked
package shomei.protocol.json;

import org.jspecify.annotations.NullMarked;
