/** Which handler answers which path: routes, mounts and the routers that hold them. */
@NullMarked
package dev.servlette.routing;

import org.jspecify.annotations.NullMarked;
