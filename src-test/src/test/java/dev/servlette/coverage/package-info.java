/** What the tests of all modules and all hosts have run. */
@NullMarked
package dev.servlette.coverage;

import org.jspecify.annotations.NullMarked;
