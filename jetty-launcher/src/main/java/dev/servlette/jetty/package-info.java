/** Apps on an embedded Jetty, and the command that runs them from a source file. */
@NullMarked
package dev.servlette.jetty;

import org.jspecify.annotations.NullMarked;
