/** How the text of a path parameter becomes a value, and a value text. */
@NullMarked
package dev.servlette.convertors;

import org.jspecify.annotations.NullMarked;
