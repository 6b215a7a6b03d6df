/**
 * For those who run the system: tenants, keys, policies, audit, backup, and what was used, as JSON or as a table; of the last a
 * tenant sees its own part. No text that a user typed is shown here, because none is kept.
 */
@NullMarked
package io.inkstone.gateway.admin;

import org.jspecify.annotations.NullMarked;
