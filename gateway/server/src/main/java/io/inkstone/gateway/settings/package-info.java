/**
 * What a gateway is told when it starts, and how it says that it cannot: one interface for each part of the configuration, read
 * from system properties, the environment and the data folder's file. Opens nothing and asks nobody.
 */
@NullMarked
package io.inkstone.gateway.settings;

import org.jspecify.annotations.NullMarked;
