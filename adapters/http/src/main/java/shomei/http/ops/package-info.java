/// Health, readiness and metrics, on a port of their own.
@NullMarked
package shomei.http.ops;

import org.jspecify.annotations.NullMarked;
