/** Whole programs as users write them, and what each promises, in memory and on Jetty. */
@NullMarked
package dev.servlette.examples;

import org.jspecify.annotations.NullMarked;
