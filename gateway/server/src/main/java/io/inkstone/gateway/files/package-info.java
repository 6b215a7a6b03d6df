/**
 * What tenants leave with the gateway: files, and batches of requests that work through one. Here alone something that a user
 * wrote is kept on a disk, because the user asks for it, and no longer than asked for. Knows tables and a folder, no HTTP and
 * no model: who asks the lines of a batch is given. {@link io.inkstone.gateway.files.TenantFiles} and {@link
 * io.inkstone.gateway.files.BatchRunner} are the ways in.
 */
@NullMarked
package io.inkstone.gateway.files;

import org.jspecify.annotations.NullMarked;
