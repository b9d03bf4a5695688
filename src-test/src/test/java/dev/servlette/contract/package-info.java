/** What an app says on the wire, the same on every host. */
@NullMarked
package dev.servlette.contract;

import org.jspecify.annotations.NullMarked;
