/// Where an institution's pages are, and what is known of it without asking the database.
@NullMarked
package shomei.pages.place;

import org.jspecify.annotations.NullMarked;
