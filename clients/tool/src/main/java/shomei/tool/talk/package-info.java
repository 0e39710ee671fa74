/// With the person in front of it: texts in two languages, log lines, questions, progress.
@NullMarked
package shomei.tool.talk;

import org.jspecify.annotations.NullMarked;
