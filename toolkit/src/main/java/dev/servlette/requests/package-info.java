/** What a handler reads: the request, what all its views share, and the wire under it. */
@NullMarked
package dev.servlette.requests;

import org.jspecify.annotations.NullMarked;
