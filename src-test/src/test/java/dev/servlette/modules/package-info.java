/** The toolkit as a Java module. */
@NullMarked
package dev.servlette.modules;

import org.jspecify.annotations.NullMarked;
