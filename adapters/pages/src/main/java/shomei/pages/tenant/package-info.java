/// Where an institution's pages are, and what is known of it without asking the database.
@NullMarked
package shomei.pages.tenant;

import org.jspecify.annotations.NullMarked;
