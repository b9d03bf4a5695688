/** Work that runs after the response. */
@NullMarked
package dev.servlette.background;

import org.jspecify.annotations.NullMarked;
