/** The application as a value, and the application as it runs. */
@NullMarked
package dev.servlette.applications;

import org.jspecify.annotations.NullMarked;
