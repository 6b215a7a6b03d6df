/**
 * What the gateway shows to anyone, without a key: its pages, its OpenAPI document, its health, its metrics, and who issues tokens
 * for it. Describes the routes of the other packages and holds nothing of a tenant's.
 */
@NullMarked
package io.inkstone.gateway.console;

import org.jspecify.annotations.NullMarked;
