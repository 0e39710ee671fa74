/// Vert.x, and the only package that knows it: reads bounded requests, admits them, writes replies.
@NullMarked
package shomei.web.listener;

import org.jspecify.annotations.NullMarked;
