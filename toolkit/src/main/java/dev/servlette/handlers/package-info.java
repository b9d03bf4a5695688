/** The functions that an application is made of, and the links that join them. */
@NullMarked
package dev.servlette.handlers;

import org.jspecify.annotations.NullMarked;
