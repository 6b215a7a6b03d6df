/**
 * Measurements of the system on this machine: how much it adds to the engine that it runs, and how it fares with a
 * large workbook. Each is a program that starts what it measures, prints a table and, as its last line, one JSON object.
 */
@NullMarked
package io.inkstone.bench;

import org.jspecify.annotations.NullMarked;
