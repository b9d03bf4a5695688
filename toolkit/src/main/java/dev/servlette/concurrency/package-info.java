/** The threads of a running app. */
@NullMarked
package dev.servlette.concurrency;

import org.jspecify.annotations.NullMarked;
