/** Handlers that are classes: a method for each method of HTTP. */
@NullMarked
package dev.servlette.endpoints;

import org.jspecify.annotations.NullMarked;
