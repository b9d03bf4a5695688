/** The values that requests and responses are made of. */
@NullMarked
package dev.servlette.datastructures;

import org.jspecify.annotations.NullMarked;
