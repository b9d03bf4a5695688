/** Server-sent events: what a browser's {@code EventSource} reads. */
@NullMarked
package dev.servlette.events;

import org.jspecify.annotations.NullMarked;
