/**
 * Counts requests and tokens of accounts: in this process, or in Redis for several gateways together. The interface is {@link
 * io.inkstone.orchestration.Quotas}; the rings see nothing of this package.
 */
@NullMarked
package io.inkstone.orchestration.quota;

import org.jspecify.annotations.NullMarked;
