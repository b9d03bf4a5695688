/** Sockets: HTTP until they are accepted, then messages both ways. */
@NullMarked
package dev.servlette.websockets;

import org.jspecify.annotations.NullMarked;
