/** Sockets on containers, by Jakarta WebSocket 2.1. */
@NullMarked
package dev.servlette.websockets.jakarta;

import org.jspecify.annotations.NullMarked;
