/**
 * What the gateway adds to a call, beside a bare proxy and beside other gateways: a small upstream and a load generator, both as
 * thin as they can be so that they take little of the processors that they share with what is measured. Talks to loopback only.
 */
@NullMarked
package io.inkstone.bench.edge;

import org.jspecify.annotations.NullMarked;
