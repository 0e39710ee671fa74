/// Orders with their authorizations, and the steps of issuing.
@NullMarked
package shomei.postgres.order;

import org.jspecify.annotations.NullMarked;
