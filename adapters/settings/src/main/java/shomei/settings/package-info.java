/// The files that operators write: what keys they have, how their values are written, and what is
/// wrong with one.
@NullMarked
package shomei.settings;

import org.jspecify.annotations.NullMarked;
