/// Health, readiness and metrics, on a port of their own.
@NullMarked
package shomei.web.management;

import org.jspecify.annotations.NullMarked;
