/**
 * Who may use the gateway and what holds for each: tenants and keys, policies and limits, held in memory over the state, and what
 * is written down of their use. Requests ask here and wait for no disk. Knows no HTTP.
 */
@NullMarked
package io.inkstone.gateway.tenancy;

import org.jspecify.annotations.NullMarked;
