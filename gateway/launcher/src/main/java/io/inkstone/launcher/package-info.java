/**
 * The command line: starts model-core and the gateway, shows them at work, looks after models, keys and this machine.
 * The only place that may see all modules; it holds no logic of theirs.
 */
@NullMarked
package io.inkstone.launcher;

import org.jspecify.annotations.NullMarked;
