/// The demonstration: the main job on embedded defaults, told line by line.
@NullMarked
package shomei.demo;

import org.jspecify.annotations.NullMarked;
