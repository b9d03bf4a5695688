/** Files that are sent as they lie: of directories, and of the class path. */
@NullMarked
package dev.servlette.staticfiles;

import org.jspecify.annotations.NullMarked;
