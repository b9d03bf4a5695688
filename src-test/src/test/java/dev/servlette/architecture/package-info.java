/** Holds the sources and classes of the toolkit and the launcher against the rules of the design. */
@NullMarked
package dev.servlette.architecture;

import org.jspecify.annotations.NullMarked;
