/// Where a page and the tool meet: from the form that names a seat to the new certificate.
@NullMarked
package shomei.pages.pairing;

import org.jspecify.annotations.NullMarked;
