/// The web server: sites, each on its listener.
@NullMarked
package shomei.web;

import org.jspecify.annotations.NullMarked;
