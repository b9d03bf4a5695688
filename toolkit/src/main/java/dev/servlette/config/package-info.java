/** Settings from the environment and from a file. */
@NullMarked
package dev.servlette.config;

import org.jspecify.annotations.NullMarked;
