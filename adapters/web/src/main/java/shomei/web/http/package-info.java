/// What a site is made of: endpoints that answer requests, routes to them, and errors.
@NullMarked
package shomei.web.http;

import org.jspecify.annotations.NullMarked;
