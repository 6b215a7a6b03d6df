/** Tests of the protocol, and the contract that every server of it is held to. */
@NullMarked
package io.inkstone.protocol;

import org.jspecify.annotations.NullMarked;
