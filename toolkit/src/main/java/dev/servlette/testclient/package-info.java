/** A client that runs an app in memory, for tests: no socket and no container, and the answers that containers give. */
@NullMarked
package dev.servlette.testclient;

import org.jspecify.annotations.NullMarked;
