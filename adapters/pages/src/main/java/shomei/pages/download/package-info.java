/// Hands out the packages of the client app.
@NullMarked
package shomei.pages.download;

import org.jspecify.annotations.NullMarked;
