/** What the toolkit costs: time and bytes allocated by its parts, and its CPU time beside a bare servlet. No test runs it. */
@NullMarked
package dev.servlette.benchmarks;

import org.jspecify.annotations.NullMarked;
