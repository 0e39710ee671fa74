/// The rules of the house that a machine can check, over every module of the project.
@NullMarked
package shomei.house;

import org.jspecify.annotations.NullMarked;
