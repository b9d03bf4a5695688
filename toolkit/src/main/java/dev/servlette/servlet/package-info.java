/** Apps inside a servlet container: as a servlet, as a WAR of one class, or one response in a servlet that is there. */
@NullMarked
package dev.servlette.servlet;

import org.jspecify.annotations.NullMarked;
