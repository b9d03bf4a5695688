/** A WAR of one class. */
@NullMarked
package dev.servlette.example;

import org.jspecify.annotations.NullMarked;
