/** Bytes that no client should send, found by a fuzzer that sees which branches they reach. */
@NullMarked
package dev.servlette.fuzz;

import org.jspecify.annotations.NullMarked;
