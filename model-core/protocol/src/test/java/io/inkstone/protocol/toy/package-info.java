/** A server of the protocol without a model: what the contract is tested on, seen from outside the protocol's package. */
@NullMarked
package io.inkstone.protocol.toy;

import org.jspecify.annotations.NullMarked;
