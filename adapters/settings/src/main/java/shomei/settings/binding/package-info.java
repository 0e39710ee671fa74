/// Binds YAML files to records, with every fault at once and the reference of every key.
@NullMarked
package shomei.settings.binding;

import org.jspecify.annotations.NullMarked;
