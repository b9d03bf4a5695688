/** JSON by Jackson 2, when it is there. */
@NullMarked
package dev.servlette.json.jackson;

import org.jspecify.annotations.NullMarked;
