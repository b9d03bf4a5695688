/** The app of a module that requires the toolkit's; compiled once more, as that module, by the tests around it. */
@NullMarked
package dev.servlette.modules.probe;

import org.jspecify.annotations.NullMarked;
