/** What a handler gives back: responses, ready or still to come, and how they reach the wire. */
@NullMarked
package dev.servlette.responses;

import org.jspecify.annotations.NullMarked;
