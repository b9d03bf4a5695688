/** What the documentation says, compiled and run. */
@NullMarked
package dev.servlette.docs;

import org.jspecify.annotations.NullMarked;
