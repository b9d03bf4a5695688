/** Failures that say how they are to be answered. */
@NullMarked
package dev.servlette.exceptions;

import org.jspecify.annotations.NullMarked;
