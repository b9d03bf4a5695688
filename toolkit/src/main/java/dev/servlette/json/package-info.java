/** Values to JSON and back, by the library that is there. */
@NullMarked
package dev.servlette.json;

import org.jspecify.annotations.NullMarked;
