/**
 * What a gateway keeps: tenants, keys, audit records, policies, secrets. In an H2 file that one process opens, or in PostgreSQL,
 * with the same statements and the same migrations. Nothing outside of this package speaks SQL.
 */
@NullMarked
package io.inkstone.gateway.state;

import org.jspecify.annotations.NullMarked;
